#include "libcurate/legible/components.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace curate::legible {

namespace {

using Labels = std::vector<std::uint32_t>;

std::uint32_t root_of(Labels &parents, std::uint32_t label) {
  while (parents[label] != label) {
    parents[label] = parents[parents[label]];
    label = parents[label];
  }
  return label;
}

/// The lower label stays, so that roots are first pixels.
void join(Labels &parents, std::uint32_t a, std::uint32_t b) {
  a = root_of(parents, a);
  b = root_of(parents, b);
  if (a < b)
    parents[b] = a;
  else
    parents[a] = b;
}

Labels labels_of(const GreyPicture &picture) {
  Labels parents(picture.pixels.size());
  std::iota(parents.begin(), parents.end(), 0U);
  const auto columns = static_cast<std::uint32_t>(picture.columns);
  const std::uint16_t *pixels = picture.pixels.data();
  std::uint32_t at = 0;
  for (int row = 0; row < picture.rows; ++row)
    for (int column = 0; column < picture.columns; ++column, ++at) {
      const std::uint16_t value = pixels[at];
      if (column > 0 && pixels[at - 1] == value) join(parents, at, at - 1);
      if (row == 0) continue;
      if (pixels[at - columns] == value) join(parents, at, at - columns);
      if (column > 0 && pixels[at - columns - 1] == value) join(parents, at, at - columns - 1);
      if (column + 1 < picture.columns && pixels[at - columns + 1] == value)
        join(parents, at, at - columns + 1);
    }
  return parents;
}

constexpr std::uint32_t too_small = ~std::uint32_t{0};

/// The labels' roots become indices into the list that is given, or `too_small`.
std::vector<Component> roots_of(const GreyPicture &picture, Labels &labels,
                                std::uint32_t least_pixels) {
  std::vector<std::uint32_t> areas(labels.size(), 0);
  for (std::uint32_t at = 0; at < labels.size(); ++at) {
    // A parent has a lower place, and hangs at its root already.
    labels[at] = labels[labels[at]];
    ++areas[labels[at]];
  }
  std::vector<Component> all;
  const auto columns = static_cast<std::uint32_t>(picture.columns);
  for (std::uint32_t at = 0; at < labels.size(); ++at) {
    if (labels[at] != at) {
      labels[at] = labels[labels[at]];
    } else if (areas[at] < least_pixels) {
      labels[at] = too_small;
    } else {
      const int column = static_cast<int>(at % columns), row = static_cast<int>(at / columns);
      labels[at] = static_cast<std::uint32_t>(all.size());
      all.push_back({{column, row, column + 1, row + 1},
                     picture.pixels[at],
                     static_cast<int>(areas[at]),
                     0,
                     0});
    }
  }
  return all;
}

} // namespace

std::vector<Component> components_of(const GreyPicture &picture, std::uint32_t least_pixels) {
  Labels labels = labels_of(picture);
  std::vector<Component> all = roots_of(picture, labels, least_pixels);
  const auto columns = static_cast<std::uint32_t>(picture.columns);
  const auto see_edge = [&](std::uint32_t a, std::uint32_t b) {
    const int step = std::abs(int{picture.pixels[a]} - int{picture.pixels[b]});
    if (step == 0) return;
    for (const std::uint32_t label : {labels[a], labels[b]}) {
      if (label == too_small) continue;
      all[label].edge_sum += step;
      ++all[label].edge_count;
    }
  };
  std::uint32_t at = 0;
  for (int row = 0; row < picture.rows; ++row)
    for (int column = 0; column < picture.columns; ++column, ++at) {
      if (column > 0) see_edge(at, at - 1);
      if (row > 0) see_edge(at, at - columns);
      if (labels[at] == too_small) continue;
      TextBox &box = all[labels[at]].box;
      box.left = std::min(box.left, column);
      box.right = std::max(box.right, column + 1);
      box.bottom = row + 1;
    }
  return all;
}

} // namespace curate::legible
