#include <cmath>
#include <cstring>
#include <libcurate/face/image_view.hpp>

namespace curate::face {

namespace {

template <typename T> void read_all(const volume::Voxels &voxels, std::vector<float> &values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    T stored;
    std::memcpy(&stored, voxels.bytes.data() + i * sizeof(T), sizeof(T));
    const double value = static_cast<double>(stored) * voxels.slope + voxels.intercept;
    values[i] = std::isfinite(value) ? static_cast<float>(value) : 0;
  }
}

void read_colours(const volume::Voxels &voxels, std::vector<float> &values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    int sum = 0;
    for (std::size_t channel = 0; channel < 3; ++channel)
      sum += std::to_integer<int>(voxels.bytes[3 * i + channel]);
    values[i] = static_cast<float>(sum) / 3;
  }
}

} // namespace

std::size_t voxel_count(const volume::Grid &grid) {
  std::size_t count = 1;
  for (const int size : grid.size) {
    if (size <= 0) return 0;
    count *= static_cast<std::size_t>(size);
    if (count > (std::size_t{1} << 31)) return 0;
  }
  return count;
}

std::vector<float> first_volume(const volume::Voxels &voxels, const volume::Grid &grid) {
  const std::size_t count = voxel_count(grid);
  if (count == 0 || voxels.bytes.size() / volume::size_of(voxels.type) < count) return {};
  std::vector<float> values(count);
  switch (voxels.type) {
  case volume::VoxelType::u8:
    read_all<std::uint8_t>(voxels, values);
    break;
  case volume::VoxelType::i8:
    read_all<std::int8_t>(voxels, values);
    break;
  case volume::VoxelType::u16:
    read_all<std::uint16_t>(voxels, values);
    break;
  case volume::VoxelType::i16:
    read_all<std::int16_t>(voxels, values);
    break;
  case volume::VoxelType::u32:
    read_all<std::uint32_t>(voxels, values);
    break;
  case volume::VoxelType::i32:
    read_all<std::int32_t>(voxels, values);
    break;
  case volume::VoxelType::f32:
    read_all<float>(voxels, values);
    break;
  case volume::VoxelType::f64:
    read_all<double>(voxels, values);
    break;
  case volume::VoxelType::rgb24:
    read_colours(voxels, values);
    break;
  }
  return values;
}

std::optional<std::size_t> voxel_at(const Vec3 &index, const volume::Grid &grid) {
  std::size_t at = 0;
  for (std::size_t a = 3; a-- > 0;) {
    const double nearest = std::round(index[a]);
    if (!(nearest >= 0 && nearest < grid.size[a])) return {};
    at = at * static_cast<std::size_t>(grid.size[a]) + static_cast<std::size_t>(nearest);
  }
  return at;
}

} // namespace curate::face
