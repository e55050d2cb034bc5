#include <cstring>
#include <libcurate/volume/scatter.hpp>

namespace curate::volume {
namespace {

template <std::size_t size>
void scatter_voxels(const std::byte *source, std::byte *target, const Scatter &how) {
  for (std::size_t row = 0; row < how.rows; ++row) {
    const std::byte *from = source + (how.source_first + row * how.source_row_step) * size;
    std::byte *to =
        target + (how.target_first + static_cast<std::ptrdiff_t>(row) * how.target_row_step) *
                     static_cast<std::ptrdiff_t>(size);
    if (how.target_column_step == 1) {
      std::memcpy(to, from, how.columns * size);
      continue;
    }
    const std::ptrdiff_t step = how.target_column_step * static_cast<std::ptrdiff_t>(size);
    for (std::size_t column = 0; column < how.columns; ++column)
      std::memcpy(to + static_cast<std::ptrdiff_t>(column) * step, from + column * size, size);
  }
}

template <std::size_t size>
void scatter_together(std::span<const std::span<const std::byte>> sources,
                      std::ptrdiff_t target_frame_step, std::byte *target, const Scatter &how) {
  for (std::size_t row = 0; row < how.rows; ++row)
    for (std::size_t column = 0; column < how.columns; ++column) {
      const std::size_t from = (how.source_first + row * how.source_row_step + column) * size;
      std::ptrdiff_t to = how.target_first +
                          static_cast<std::ptrdiff_t>(row) * how.target_row_step +
                          static_cast<std::ptrdiff_t>(column) * how.target_column_step;
      for (const auto &source : sources) {
        std::memcpy(target + to * static_cast<std::ptrdiff_t>(size), source.data() + from, size);
        to += target_frame_step;
      }
    }
}

} // namespace

void scatter(std::span<const std::byte> source, std::span<std::byte> target, const Scatter &how) {
  switch (how.voxel_bytes) {
  case 1:
    return scatter_voxels<1>(source.data(), target.data(), how);
  case 2:
    return scatter_voxels<2>(source.data(), target.data(), how);
  case 3:
    return scatter_voxels<3>(source.data(), target.data(), how);
  case 4:
    return scatter_voxels<4>(source.data(), target.data(), how);
  case 8:
    return scatter_voxels<8>(source.data(), target.data(), how);
  }
}

void scatter(std::span<const std::span<const std::byte>> sources, std::ptrdiff_t target_frame_step,
             std::span<std::byte> target, const Scatter &how) {
  switch (how.voxel_bytes) {
  case 1:
    return scatter_together<1>(sources, target_frame_step, target.data(), how);
  case 2:
    return scatter_together<2>(sources, target_frame_step, target.data(), how);
  case 3:
    return scatter_together<3>(sources, target_frame_step, target.data(), how);
  case 4:
    return scatter_together<4>(sources, target_frame_step, target.data(), how);
  case 8:
    return scatter_together<8>(sources, target_frame_step, target.data(), how);
  }
}

} // namespace curate::volume
