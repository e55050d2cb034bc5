#include "libcurate/legible/views.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/legible/range.hpp>

namespace curate::legible {

namespace {

/// The extreme of every window of 2 * reach + 1 pixels along one axis. `step` leads to the next
/// pixel of a line, `count` of them, and `line_step` to the next of `lines`.
template <typename Choose>
void filter_lines(std::vector<std::uint16_t> &pixels, int count, std::size_t step, int lines,
                  std::size_t line_step, int reach, Choose choose) {
  std::vector<std::uint16_t> line(static_cast<std::size_t>(count)), ahead(line), behind(line);
  const int block = 2 * reach + 1;
  for (int l = 0; l < lines; ++l) {
    std::uint16_t *first = pixels.data() + static_cast<std::size_t>(l) * line_step;
    for (int i = 0; i < count; ++i)
      line[static_cast<std::size_t>(i)] = first[static_cast<std::size_t>(i) * step];
    // Extremes from the beginning of each block on, and back from its end: two of them make any
    // window. Source: van Herk, Pattern Recognition Letters 13, 1992.
    for (int i = 0; i < count; ++i) {
      const auto at = static_cast<std::size_t>(i);
      ahead[at] = i % block == 0 ? line[at] : choose(ahead[at - 1], line[at]);
    }
    for (int i = count - 1; i >= 0; --i) {
      const auto at = static_cast<std::size_t>(i);
      const bool is_end = i % block == block - 1 || i == count - 1;
      behind[at] = is_end ? line[at] : choose(behind[at + 1], line[at]);
    }
    for (int i = 0; i < count; ++i) {
      const auto low = static_cast<std::size_t>(std::max(0, i - reach));
      const auto high = static_cast<std::size_t>(std::min(count - 1, i + reach));
      const bool is_one_block =
          low / static_cast<std::size_t>(block) == high / static_cast<std::size_t>(block);
      std::uint16_t &out = first[static_cast<std::size_t>(i) * step];
      if (!is_one_block)
        out = choose(behind[low], ahead[high]);
      else
        out = low == 0 ? ahead[high] : behind[low];
    }
  }
}

template <typename Choose> void filter(GreyPicture &picture, int reach, Choose choose) {
  const auto columns = static_cast<std::size_t>(picture.columns);
  filter_lines(picture.pixels, picture.columns, 1, picture.rows, columns, reach, choose);
  filter_lines(picture.pixels, picture.rows, columns, picture.columns, 1, reach, choose);
}

std::uint16_t lower_of(std::uint16_t a, std::uint16_t b) {
  return std::min(a, b);
}
std::uint16_t higher_of(std::uint16_t a, std::uint16_t b) {
  return std::max(a, b);
}

/// Where the pixels of a longer line lie in a shorter one.
struct Between {
  int low = 0, high = 0;
  float part = 0; ///< of the higher one
};

std::vector<Between> places(int count, int scale) {
  std::vector<Between> out;
  out.reserve(static_cast<std::size_t>(count) * static_cast<std::size_t>(scale));
  for (int i = 0; i < count * scale; ++i) {
    const double at = (i + 0.5) / scale - 0.5;
    const int low = std::clamp(static_cast<int>(std::floor(at)), 0, count - 1);
    const int high = std::min(low + 1, count - 1);
    out.push_back({low, high, static_cast<float>(std::clamp(at - low, 0.0, 1.0))});
  }
  return out;
}

/// Greys of 0 to 255, enlarged.
View enlarged(const GreyPicture &picture, const std::vector<float> &greys, int scale) {
  View view{picture.columns * scale, picture.rows * scale, scale, {}};
  const auto across = places(picture.columns, scale), down = places(picture.rows, scale);
  view.pixels.reserve(across.size() * down.size());
  for (const Between &y : down) {
    const auto columns = static_cast<std::size_t>(picture.columns);
    const float *upper = greys.data() + static_cast<std::size_t>(y.low) * columns;
    const float *lower = greys.data() + static_cast<std::size_t>(y.high) * columns;
    for (const Between &x : across) {
      const float left = upper[x.low] + y.part * (lower[x.low] - upper[x.low]);
      const float right = upper[x.high] + y.part * (lower[x.high] - upper[x.high]);
      view.pixels.push_back(static_cast<std::uint8_t>(left + x.part * (right - left) + 0.5F));
    }
  }
  return view;
}

/// The grey that parts a view best into dark and light. Source: Otsu, IEEE Trans. SMC 9, 1979.
int parting_grey(const View &view) {
  std::array<double, 256> counts{};
  for (const std::uint8_t grey : view.pixels)
    ++counts[grey];
  const auto all = static_cast<double>(view.pixels.size());
  double sum = 0;
  for (std::size_t grey = 0; grey < counts.size(); ++grey)
    sum += static_cast<double>(grey) * counts[grey];
  double below = 0, sum_below = 0, best = -1;
  int parting = 0;
  for (std::size_t grey = 0; grey < counts.size(); ++grey) {
    below += counts[grey];
    sum_below += static_cast<double>(grey) * counts[grey];
    if (below == 0 || below == all) continue;
    const double step = sum_below / below - (sum - sum_below) / (all - below);
    const double between = below * (all - below) * step * step;
    if (between <= best) continue;
    best = between;
    parting = static_cast<int>(grey);
  }
  return parting;
}

} // namespace

GreyPicture away_from_near(const GreyPicture &picture, bool above) {
  constexpr int reach_px = 4; // strokes of letters of 32 px are some 5 px wide
  GreyPicture near = picture;
  filter(near, reach_px, above ? lower_of : higher_of);
  filter(near, reach_px, above ? higher_of : lower_of);
  for (std::size_t i = 0; i < near.pixels.size(); ++i)
    near.pixels[i] = static_cast<std::uint16_t>(above ? picture.pixels[i] - near.pixels[i]
                                                      : near.pixels[i] - picture.pixels[i]);
  return near;
}

View view_of(const GreyPicture &picture, Stretch stretch, int scale) {
  const bool is_local = stretch == Stretch::above_near || stretch == Stretch::below_near;
  const GreyPicture local =
      is_local ? away_from_near(picture, stretch == Stretch::above_near) : GreyPicture{};
  const GreyPicture &from = is_local ? local : picture;
  Range range = range_of(from);
  if (stretch == Stretch::brightest) range.low += 0.8 * (range.high - range.low);
  const bool is_inverted = stretch != Stretch::dark;
  std::vector<float> greys(picture.pixels.size());
  for (std::size_t i = 0; i < greys.size(); ++i) {
    const double part =
        std::clamp((from.pixels[i] - range.low) / (range.high - range.low), 0.0, 1.0);
    greys[i] = static_cast<float>(255 * (is_inverted ? 1 - part : part));
  }
  return enlarged(picture, greys, scale);
}

View view_of_shapes(const GreyPicture &picture, std::span<const Component> shapes, int scale) {
  std::vector<float> greys(picture.pixels.size(), 255);
  for (const Component &shape : shapes)
    for (int row = shape.box.top; row < shape.box.bottom; ++row)
      for (int column = shape.box.left; column < shape.box.right; ++column)
        if (picture.at(column, row) == shape.value)
          greys[static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.columns) +
                static_cast<std::size_t>(column)] = 0;
  return enlarged(picture, greys, scale);
}

bool is_noise(const View &view) {
  // A page of print changes some ten times in a hundred pixels, noise fifty times.
  constexpr double most_changes = 0.16;
  const int parting = parting_grey(view);
  const auto step = static_cast<std::size_t>(view.scale);
  const auto columns = static_cast<std::size_t>(view.columns);
  std::size_t changes = 0, looked_at = 0;
  for (std::size_t row = step / 2; row < static_cast<std::size_t>(view.rows); row += step)
    for (std::size_t column = step; column < columns; column += step) {
      const std::uint8_t *at = view.pixels.data() + row * columns + column;
      changes += (*at > parting) != (*(at - step) > parting) ? 1 : 0;
      ++looked_at;
    }
  return static_cast<double>(changes) > most_changes * static_cast<double>(looked_at);
}

} // namespace curate::legible
