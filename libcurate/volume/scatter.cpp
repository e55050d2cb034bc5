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

} // namespace curate::volume
