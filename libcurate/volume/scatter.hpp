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

/// Copies the rectangle of one frame. Not checked: that it lies within both runs of memory.
void scatter(std::span<const std::byte> source, std::span<std::byte> target, const Scatter &how);

/// Copies the same rectangle of several frames that are neighbours in the target: frame n goes
/// `n * target_frame_step` voxels further. Faster than one by one where the frames' columns and
/// rows are far apart in the target. Not checked: as above.
void scatter(std::span<const std::span<const std::byte>> sources, std::ptrdiff_t target_frame_step,
             std::span<std::byte> target, const Scatter &how);

} // namespace curate::volume
