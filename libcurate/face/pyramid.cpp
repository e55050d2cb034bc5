#include <algorithm>
#include <cmath>
#include <libcurate/face/pyramid.hpp>
#include <libcurate/face/threshold.hpp>

namespace curate::face {

namespace {

/// Every second point of a picture along each axis.
Image halved(const Image &in) {
  Image out;
  out.grid = in.grid;
  for (std::size_t a = 0; a < 3; ++a) {
    out.grid.size[a] = (in.grid.size[a] + 1) / 2;
    out.grid.index_to_ras_mm.set_column(a, in.grid.index_to_ras_mm.column(a) * 2);
  }
  const auto ni = static_cast<std::size_t>(in.grid.size[0]),
             nij = ni * static_cast<std::size_t>(in.grid.size[1]);
  for (int k = 0; k < in.grid.size[2]; k += 2)
    for (int j = 0; j < in.grid.size[1]; j += 2)
      for (int i = 0; i < in.grid.size[0]; i += 2)
        out.values.push_back(
            in.values[static_cast<std::size_t>(k) * nij + static_cast<std::size_t>(j) * ni +
                      static_cast<std::size_t>(i)]);
  return out;
}

/// Brightness from the 1st to the 99.5th percentile, taken to 0 to 255: a few bright vessels or
/// metal must not fill the histogram.
void level(Image &image) {
  std::vector<float> sorted = image.values;
  if (sorted.empty()) return;
  const auto at = [&](double part) {
    const auto place =
        sorted.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(sorted.size() - 1));
    std::nth_element(sorted.begin(), place, sorted.end());
    return *place;
  };
  const float low = at(0.01), high = std::max(at(0.995), low + 1e-6F);
  for (float &value : image.values)
    value = 255 * std::clamp((value - low) / (high - low), 0.0F, 1.0F);
}

} // namespace

Pair pyramid(const ImageView &view) {
  Image image = resampled(view, 2);
  if (image.values.empty()) return {};
  smooth(image);
  Pair pair;
  pair.at_4 = halved(image);
  Image more = pair.at_4;
  smooth(more);
  pair.at_8 = halved(more);
  level(pair.at_4);
  level(pair.at_8);
  return pair;
}

AtlasPyramid::AtlasPyramid(const Image &head) {
  at_4_ = pyramid({head.values, head.grid}).at_4;
  if (at_4_.values.empty()) return;
  points_4_ = points_of(at_4_, 1);
  points_8_ = points_of(at_4_, 2);
}

std::optional<Vec3> middle_of_top(const Image &image) {
  constexpr double top_mm = 140, least_slice_mm2 = 2000;
  const auto levels = thresholds(image, Scale::arbitrary);
  if (levels.empty()) return {};
  const auto &size = image.grid.size;
  const double step = image.grid.index_to_ras_mm.m[0][0];
  const auto slice = static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]);
  int top = -1;
  Vec3 sum{};
  double count = 0;
  for (int k = size[2] - 1; k >= 0; --k) {
    if (top >= 0 && (top - k) * step > top_mm) break;
    Vec3 in_slice{};
    double n = 0;
    for (std::size_t p = 0; p < slice; ++p)
      if (image.values[static_cast<std::size_t>(k) * slice + p] > levels.front()) {
        in_slice = in_slice + Vec3{static_cast<double>(p % static_cast<std::size_t>(size[0])),
                                   static_cast<double>(p / static_cast<std::size_t>(size[0])),
                                   static_cast<double>(k)};
        ++n;
      }
    if (top < 0 && n * step * step < least_slice_mm2) continue;
    if (top < 0) top = k;
    sum = sum + in_slice;
    count += n;
  }
  if (count <= 0) return {};
  return image.grid.index_to_ras_mm.apply(sum * (1 / count));
}

double likeness_at(const Image &atlas, const Image &subject, const Affine &atlas_to_subject) {
  constexpr std::size_t bins = 24;
  constexpr float tissue = 25; // of 255
  const auto to_index = subject.grid.index_to_ras_mm.inverse();
  if (!to_index) return 0;
  const Affine to = *to_index * atlas_to_subject * atlas.grid.index_to_ras_mm;
  std::vector<double> both(bins * bins), one(bins), two(bins);
  double count = 0;
  const auto bin = [](float value) {
    return std::min(bins - 1, static_cast<std::size_t>(value / 256 * static_cast<float>(bins)));
  };
  std::size_t at = 0;
  for (int k = 0; k < atlas.grid.size[2]; ++k)
    for (int j = 0; j < atlas.grid.size[1]; ++j)
      for (int i = 0; i < atlas.grid.size[0]; ++i, ++at) {
        if (atlas.values[at] < tissue) continue;
        const auto there = voxel_at(to.apply({1.0 * i, 1.0 * j, 1.0 * k}), subject.grid);
        if (!there) continue;
        const std::size_t x = bin(atlas.values[at]), y = bin(subject.values[*there]);
        ++both[x * bins + y], ++one[x], ++two[y], ++count;
      }
  double information = 0;
  for (std::size_t x = 0; x < bins; ++x)
    for (std::size_t y = 0; y < bins; ++y)
      if (both[x * bins + y] > 0)
        information +=
            both[x * bins + y] / count * std::log(both[x * bins + y] * count / (one[x] * two[y]));
  return information;
}

} // namespace curate::face
