#pragma once

#include <libcurate/volume/volume.hpp>
#include <optional>
#include <span>
#include <vector>

namespace curate::face {

/// What the numbers of a picture mean to a search for a surface.
enum class Scale { arbitrary, hounsfield };

/// A picture to look at, whoever holds it: real values, i fastest, then j, k; one volume.
struct ImageView {
  std::span<const float> values;
  volume::Grid grid;
  Scale scale = Scale::arbitrary;
};

/// The first volume of some voxels as real values; colours as their mean; what is not finite as 0.
/// Empty where the bytes do not reach for the grid.
std::vector<float> first_volume(const volume::Voxels &voxels, const volume::Grid &grid);

/// The number of voxels of a grid; 0 where a size is not positive or the product passes 2^31.
std::size_t voxel_count(const volume::Grid &grid);

/// The voxel nearest to an index that need not be whole, as a place in the values; nothing outside.
std::optional<std::size_t> voxel_at(const Vec3 &index, const volume::Grid &grid);

} // namespace curate::face
