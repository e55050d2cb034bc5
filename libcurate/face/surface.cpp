#include <algorithm>
#include <cmath>
#include <libcurate/face/surface.hpp>

namespace curate::face {

namespace {

Bitmask brighter(const Image &image, float threshold) {
  Bitmask mask(image.grid.size);
  std::size_t at = 0;
  for (int k = 0; k < image.grid.size[2]; ++k)
    for (int j = 0; j < image.grid.size[1]; ++j)
      for (int i = 0; i < image.grid.size[0]; ++i, ++at)
        if (image.values[at] > threshold) mask.set(i, j, k);
  return mask;
}

/// How far a point lies inside the skin, in points of the grid: by how much it is brighter than
/// the threshold, over how fast the brightness changes there.
float depth_of(const Image &image, const Bitmask &body, float threshold, int i, int j, int k,
               std::size_t at) {
  const bool inside = body.at(i, j, k);
  const float over = image.values[at] - threshold;
  // Where the opening or the filling decided, not the brightness: half a point beside the border.
  if ((over > 0) != inside) return inside ? 0.5F : -0.5F;
  const auto ni = static_cast<std::size_t>(image.grid.size[0]),
             nij = ni * static_cast<std::size_t>(image.grid.size[1]);
  const float *v = image.values.data() + at;
  const float x = v[1] - *(v - 1), y = v[ni] - *(v - ni), z = v[nij] - *(v - nij);
  const float slope = 0.5F * std::sqrt(x * x + y * y + z * z);
  return std::clamp(over / std::max(slope, 1e-6F), -1.5F, 1.5F);
}

/// 255 within the body, 0 outside; in the two layers on either side of its border, the depth.
void draw(Surface &surface, const Image &image, const Bitmask &body, float threshold) {
  const auto &size = surface.grid.size;
  const Bitmask core = body.eroded(true), shell = body.dilated(true);
  std::size_t at = 0;
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i, ++at) {
        if (!shell.at(i, j, k)) continue;
        const bool edge =
            i == 0 || j == 0 || k == 0 || i + 1 == size[0] || j + 1 == size[1] || k + 1 == size[2];
        if (core.at(i, j, k))
          surface.solid[at] = 255;
        else if (edge)
          surface.solid[at] = body.at(i, j, k) ? 255 : 0;
        else
          surface.solid[at] =
              static_cast<std::uint8_t>(128 + 80 * depth_of(image, body, threshold, i, j, k, at));
      }
}

/// Each value mixed with the one before and after it, `width` apart, in planes of `rows` such
/// lines: binomial, variance 1/2.
void soften(const std::vector<std::uint8_t> &in, std::vector<std::uint8_t> &out, std::size_t width,
            std::size_t rows) {
  const std::size_t plane = width * rows;
  for (std::size_t start = 0; start < in.size(); start += plane)
    for (std::size_t r = 0; r < rows; ++r) {
      const std::uint8_t *here = in.data() + start + r * width;
      const std::uint8_t *before = r > 0 ? here - width : here;
      const std::uint8_t *after = r + 1 < rows ? here + width : here;
      std::uint8_t *to = out.data() + start + r * width;
      for (std::size_t i = 0; i < width; ++i)
        to[i] = static_cast<std::uint8_t>((before[i] + 2 * here[i] + after[i] + 2) >> 2);
    }
}

/// The box that holds the body.
void frame(Surface &surface, const Bitmask &body) {
  const auto &size = surface.grid.size;
  surface.low = size;
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i) {
        if (!body.at(i, j, k)) continue;
        const std::array<int, 3> index{i, j, k};
        for (std::size_t a = 0; a < 3; ++a) {
          surface.low[a] = std::min(surface.low[a], index[a]);
          surface.high[a] = std::max(surface.high[a], index[a] + 1);
        }
      }
}

} // namespace

std::optional<Surface> surface_of(const Image &smoothed, float threshold) {
  if (smoothed.values.empty()) return {};
  const Bitmask body = brighter(smoothed, threshold).opened().largest_body().filled();
  Surface surface;
  surface.grid = smoothed.grid;
  surface.volume_ml = static_cast<double>(body.count()) / 1000;
  if (surface.volume_ml < 50) return {};
  frame(surface, body);
  surface.solid.resize(smoothed.values.size());
  draw(surface, smoothed, body, threshold);
  const auto ni = static_cast<std::size_t>(smoothed.grid.size[0]),
             nj = static_cast<std::size_t>(smoothed.grid.size[1]),
             nk = static_cast<std::size_t>(smoothed.grid.size[2]);
  std::vector<std::uint8_t> other(surface.solid.size());
  soften(surface.solid, other, ni * nj, nk);
  soften(other, surface.solid, ni, nj);
  soften(surface.solid, other, 1, ni);
  surface.solid.swap(other);
  return surface;
}

} // namespace curate::face
