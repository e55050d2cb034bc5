#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/face/between_slices.hpp>
#include <libcurate/face/contour_distance.hpp>

namespace curate::face {

namespace {

constexpr double thick_mm = 2.5, thicker = 1.25;
/// Where a body ends between two slices, it ends half-way.
constexpr double most_slices = 3;

std::array<double, 3> spacing_of(const volume::Grid &grid) {
  std::array<double, 3> spacing{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    spacing[axis] = length(grid.index_to_ras_mm.column(axis));
  return spacing;
}

/// A surface's value between its points; beyond them that of the nearest.
float value_at(const Surface &surface, const Vec3 &index) {
  std::array<std::size_t, 3> first{}, to_next{};
  std::array<float, 3> part{};
  std::size_t stride = 1, start = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const int size = surface.grid.size[axis];
    const double within = std::clamp(index[axis], 0.0, static_cast<double>(size - 1));
    first[axis] = static_cast<std::size_t>(within);
    part[axis] = static_cast<float>(within - std::floor(within));
    to_next[axis] = within + 1 < size ? stride : 0;
    start += first[axis] * stride;
    stride *= static_cast<std::size_t>(size);
  }
  const std::uint8_t *values = surface.solid.data() + start;
  const auto along_x = [&](std::size_t offset) {
    return std::lerp(static_cast<float>(values[offset]),
                     static_cast<float>(values[offset + to_next[0]]), part[0]);
  };
  const auto along_xy = [&](std::size_t offset) {
    return std::lerp(along_x(offset), along_x(offset + to_next[1]), part[1]);
  };
  return std::lerp(along_xy(0), along_xy(to_next[2]), part[2]);
}

/// How far each voxel of the picture lies within the surface, measured in its slice; mm.
std::vector<float> depths_in_slices(const Surface &surface, const volume::Grid &slices,
                                    const Affine &to_points) {
  const auto spacing = spacing_of(slices);
  const auto through =
      static_cast<std::size_t>(std::distance(spacing.begin(), std::ranges::max_element(spacing)));
  const std::size_t across = through == 0 ? 1 : 0, down = through == 2 ? 1 : 2;
  const std::array<std::size_t, 3> stride{1, static_cast<std::size_t>(slices.size[0]),
                                          static_cast<std::size_t>(slices.size[0]) *
                                              static_cast<std::size_t>(slices.size[1])};
  const std::array<int, 2> size{slices.size[across], slices.size[down]};
  const auto count = static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]);
  const auto most = static_cast<float>(most_slices * spacing[through]);
  ContourDistance contour(size, {spacing[across], spacing[down]});
  std::vector<float> all(voxel_count(slices)), values(count), depths(count);
  const auto each_voxel = [&](int slice, const auto &act) {
    std::array<int, 3> index{};
    index[through] = slice;
    std::size_t n = 0;
    for (index[down] = 0; index[down] < size[1]; ++index[down])
      for (index[across] = 0; index[across] < size[0]; ++index[across])
        act(n++, index);
  };
  for (int slice = 0; slice < slices.size[through]; ++slice) {
    each_voxel(slice, [&](std::size_t n, const std::array<int, 3> &index) {
      values[n] =
          value_at(surface, to_points.apply({1.0 * index[0], 1.0 * index[1], 1.0 * index[2]})) -
          Surface::skin;
    });
    contour.measure(values, most, depths);
    each_voxel(slice, [&](std::size_t n, const std::array<int, 3> &index) {
      std::size_t at = 0;
      for (std::size_t axis = 0; axis < 3; ++axis)
        at += static_cast<std::size_t>(index[axis]) * stride[axis];
      all[at] = depths[n];
    });
  }
  return all;
}

} // namespace

bool has_thick_slices(const volume::Grid &grid) {
  auto spacing = spacing_of(grid);
  std::ranges::sort(spacing);
  return spacing[2] >= thick_mm && spacing[2] > thicker * spacing[1];
}

void lead_over(Surface &surface, const volume::Grid &slices) {
  const auto to_index = surface.grid.index_to_ras_mm.inverse();
  if (!to_index || !has_thick_slices(slices)) return;
  const auto depths = depths_in_slices(surface, slices, *to_index * slices.index_to_ras_mm);
  // As of CT: outside the picture far below 0.
  Image between = resampled({depths, slices, Scale::hounsfield}, 1);
  smooth(between);
  for (std::size_t n = 0; n < surface.solid.size(); ++n)
    surface.solid[n] = Surface::at_depth(between.values[n]);
  measure(surface, Bitmask::above(0, between.values, surface.grid.size));
}

} // namespace curate::face
