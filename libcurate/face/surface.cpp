#include <algorithm>
#include <bit>
#include <cmath>
#include <libcurate/face/surface.hpp>

namespace curate::face {

namespace {

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
  return over / std::max(slope, 1e-6F);
}

/// Calls `act(i)` for each bit of a word whose first is point `first` of its row.
void each_bit(std::uint64_t word, int first, const auto &act) {
  for (; word != 0; word &= word - 1)
    act(first + std::countr_zero(word));
}

/// 255 within the body, 0 outside; in the two layers on either side of its border, the depth.
void draw(Surface &surface, const Image &image, const Bitmask &body, float threshold) {
  const auto &size = surface.grid.size;
  const Bitmask core = body.eroded(true), shell = body.dilated(true);
  std::uint8_t *row = surface.solid.data();
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j, row += size[0]) {
      const auto deep = core.words(j, k), near = shell.words(j, k);
      const bool is_outermost = j == 0 || k == 0 || j + 1 == size[1] || k + 1 == size[2];
      const auto start = static_cast<std::size_t>(row - surface.solid.data());
      for (std::size_t w = 0; w < near.size(); ++w) {
        const auto first = static_cast<int>(w * 64);
        if (deep[w] == ~std::uint64_t{0})
          std::fill_n(row + first, 64, std::uint8_t{255});
        else
          each_bit(deep[w], first, [&](int i) { row[i] = 255; });
        each_bit(near[w] & ~deep[w], first, [&](int i) {
          if (is_outermost || i == 0 || i + 1 == size[0])
            row[i] = body.at(i, j, k) ? 255 : 0;
          else
            row[i] = Surface::at_depth(
                depth_of(image, body, threshold, i, j, k, start + static_cast<std::size_t>(i)));
        });
      }
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

} // namespace

void measure(Surface &surface, const Bitmask &body) {
  const auto &size = surface.grid.size;
  surface.volume_ml = static_cast<double>(body.count()) / 1000;
  surface.low = size;
  surface.high = {};
  std::vector<std::uint64_t> all(body.words(0, 0).size());
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j) {
      std::uint64_t any = 0;
      const auto words = body.words(j, k);
      for (std::size_t w = 0; w < words.size(); ++w) {
        any |= words[w];
        all[w] |= words[w];
      }
      if (any == 0) continue;
      surface.low[1] = std::min(surface.low[1], j);
      surface.high[1] = std::max(surface.high[1], j + 1);
      surface.low[2] = std::min(surface.low[2], k);
      surface.high[2] = k + 1;
    }
  for (std::size_t w = 0; w < all.size(); ++w)
    each_bit(all[w], static_cast<int>(w * 64), [&](int i) {
      surface.low[0] = std::min(surface.low[0], i);
      surface.high[0] = std::max(surface.high[0], i + 1);
    });
}

std::optional<Surface> surface_of(const Image &smoothed, float threshold) {
  if (smoothed.values.empty()) return {};
  const Bitmask body = Bitmask::above(threshold, smoothed.values, smoothed.grid.size)
                           .opened()
                           .largest_body()
                           .filled();
  Surface surface;
  surface.grid = smoothed.grid;
  measure(surface, body);
  if (surface.volume_ml < 50) return {};
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
