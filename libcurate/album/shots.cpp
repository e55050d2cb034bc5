#include <libcurate/album/shots.hpp>

#include <algorithm>
#include <cmath>
#include <libcurate/face/render.hpp>
#include <libcurate/face/surfaces.hpp>

namespace curate::album {

namespace {

constexpr face::Camera camera{.distance_mm = 600, .field_mm = 280, .pixels = 280};
constexpr face::Light light{35, 0.15};

/// What is seen of a volume in one slice: the axes along columns and rows, and across.
struct Cut {
  std::size_t across, columns, rows;
  const char *caption;
};
constexpr Cut cuts[] = {
    {2, 0, 1, "from above"}, {0, 1, 2, "from the side"}, {1, 0, 2, "from the front"}};

float value_at(const face::Image &image, const std::array<int, 3> &index) {
  const auto &size = image.grid.size;
  return image.values[(static_cast<std::size_t>(index[2]) * static_cast<std::size_t>(size[1]) +
                       static_cast<std::size_t>(index[1])) *
                          static_cast<std::size_t>(size[0]) +
                      static_cast<std::size_t>(index[0])];
}

/// The values shown as black and as white: nearly all lie between.
std::array<float, 2> window_of(const face::Image &image) {
  std::vector<float> some;
  for (std::size_t i = 0; i < image.values.size(); i += 11)
    some.push_back(image.values[i]);
  const auto rank = [&](double part) {
    const auto at =
        some.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(some.size() - 1));
    std::nth_element(some.begin(), at, some.end());
    return *at;
  };
  const float low = rank(0.02), high = rank(0.995);
  return {low, high > low ? high : low + 1};
}

/// The middle of what is marked; of the whole where nothing is.
std::array<int, 3> middle_of(const face::Image &mask, const std::array<int, 3> &size) {
  std::array<int, 3> index{}, middle{size[0] / 2, size[1] / 2, size[2] / 2};
  if (mask.values.empty()) return middle;
  std::array<double, 3> sum{};
  double count = 0;
  for (index[2] = 0; index[2] < size[2]; ++index[2])
    for (index[1] = 0; index[1] < size[1]; ++index[1])
      for (index[0] = 0; index[0] < size[0]; ++index[0]) {
        if (value_at(mask, index) <= 0.5F) continue;
        ++count;
        for (std::size_t a = 0; a < 3; ++a)
          sum[a] += index[a];
      }
  if (count > 0)
    for (std::size_t a = 0; a < 3; ++a)
      middle[a] = static_cast<int>(sum[a] / count);
  return middle;
}

Picture slice(const face::Image &image, const face::Image &mask, const std::array<int, 3> &through,
              const Cut &cut, const std::array<float, 2> &window) {
  const auto &size = image.grid.size;
  Picture out{size[cut.columns], size[cut.rows], {}, cut.caption};
  const auto is_marked = [&](int column, int row) {
    if (mask.values.empty() || column < 0 || row < 0 || column >= out.width || row >= out.height)
      return false;
    std::array<int, 3> index = through;
    index[cut.columns] = column;
    index[cut.rows] = row;
    return value_at(mask, index) > 0.5F;
  };
  for (int row = out.height - 1; row >= 0; --row)
    for (int column = 0; column < out.width; ++column) {
      std::array<int, 3> index = through;
      index[cut.columns] = column;
      index[cut.rows] = row;
      const float part = (value_at(image, index) - window[0]) / (window[1] - window[0]);
      const bool is_edge =
          is_marked(column, row) && !(is_marked(column - 1, row) && is_marked(column + 1, row) &&
                                      is_marked(column, row - 1) && is_marked(column, row + 1));
      out.pixels.push_back(is_edge ? Picture::mark
                                   : static_cast<std::uint8_t>(std::clamp(part, 0.0F, 1.0F) * 254));
    }
  return out;
}

} // namespace

std::vector<Picture> heads_of(const face::ImageView &view, std::optional<float> threshold) {
  const face::Surfaces surfaces(view);
  if (!threshold) {
    const auto levels = surfaces.thresholds();
    if (levels.empty()) return {};
    threshold = levels[levels.size() / 2];
  }
  const auto surface = surfaces.at(*threshold);
  if (!surface) return {};
  const face::Renderer renderer(*surface);
  std::vector<Picture> out;
  for (const double yaw_deg : {-45.0, 0.0, 45.0}) {
    Picture picture{camera.pixels, camera.pixels, {}, "head"};
    picture.pixels = face::shaded(renderer.look({.yaw_deg = yaw_deg}, camera), light);
    for (auto &pixel : picture.pixels)
      pixel = std::min<std::uint8_t>(pixel, Picture::mark - 1);
    out.push_back(std::move(picture));
  }
  return out;
}

std::vector<Picture> slices_of(const face::ImageView &view, std::span<const std::uint8_t> mask) {
  const face::Image image = face::resampled(view, 1);
  if (image.values.empty()) return {};
  face::Image taken;
  if (mask.size() == view.values.size()) {
    const std::vector<float> values(mask.begin(), mask.end());
    // The same grid as the picture's, as that depends on the picture's own grid alone.
    taken = face::resampled({values, view.grid, face::Scale::arbitrary}, 1);
  }
  const auto through = middle_of(taken, image.grid.size);
  const auto window = window_of(image);
  std::vector<Picture> out;
  for (const Cut &cut : cuts)
    out.push_back(slice(image, taken, through, cut, window));
  return out;
}

} // namespace curate::album
