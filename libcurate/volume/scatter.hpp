#pragma once

#include <cstddef>
#include <span>

namespace curate::volume {

/// A rectangle of voxels in a decoded frame, and where it goes; all but `voxel_bytes` in voxels.
struct Scatter {
  std::size_t voxel_bytes = 1;
  std::size_t columns = 0, rows = 0;
  std::size_t source_first = 0, source_row_step = 0;
  std::ptrdiff_t target_first = 0, target_column_step = 1, target_row_step = 0;
};

/// Copies the rectangle. Not checked: that it lies within both runs of memory.
void scatter(std::span<const std::byte> source, std::span<std::byte> target, const Scatter &how);

} // namespace curate::volume
