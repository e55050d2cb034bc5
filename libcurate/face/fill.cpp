#include <algorithm>
#include <cmath>
#include <cstring>
#include <libcurate/face/fill.hpp>
#include <libcurate/face/image_view.hpp>
#include <limits>
#include <numbers>

namespace curate::face {

namespace {

/// Pictures that reach below this are in HU, where air is -1000 or what stands for it.
constexpr double hounsfield_below = -500;

/// What air looks like in a picture, and what a head does.
struct Ground {
  double value = 0, deviation = 0, tissue = 0;
};

/// By the outermost voxels, which are air in most pictures; the mean of what is brighter than the
/// mean stands for a head.
Ground ground_of(std::span<const float> values, const volume::Grid &grid) {
  double low = 1e300, high = -1e300, sum = 0;
  for (const float value : values) {
    low = std::min(low, static_cast<double>(value));
    high = std::max(high, static_cast<double>(value));
    sum += static_cast<double>(value);
  }
  Ground ground;
  ground.value = low < hounsfield_below ? low : std::clamp(0.0, low, high);
  const double mean = sum / static_cast<double>(values.size());
  double bright = 0, bright_count = 0, square = 0, edge_count = 0;
  std::size_t at = 0;
  for (int k = 0; k < grid.size[2]; ++k)
    for (int j = 0; j < grid.size[1]; ++j)
      for (int i = 0; i < grid.size[0]; ++i, ++at) {
        const auto value = static_cast<double>(values[at]);
        if (value > mean) bright += value, ++bright_count;
        const bool edge = i < 2 || j < 2 || i + 2 >= grid.size[0] || j + 2 >= grid.size[1];
        if (edge && value < mean)
          square += (value - ground.value) * (value - ground.value), ++edge_count;
      }
  if (edge_count > 0) ground.deviation = std::sqrt(square / edge_count);
  ground.tissue = bright_count > 0 ? bright / bright_count : ground.value;
  return ground;
}

/// A number between 0 and 1 that depends on the place alone. Source: Steele et al., SplitMix64.
double scattered(std::uint64_t at) {
  at += 0x9e3779b97f4a7c15ULL;
  at = (at ^ (at >> 30)) * 0xbf58476d1ce4e5b9ULL;
  at = (at ^ (at >> 27)) * 0x94d049bb133111ebULL;
  return (static_cast<double>((at ^ (at >> 31)) >> 11) + 0.5) * 0x1p-53;
}

/// An egg about the head: its middle 75 mm behind and 10 mm above the eyes, its half axes 72, 92
/// and 105 mm.
bool in_egg(const Removal &removal, const Vec3 &ras_mm) {
  const Vec3 from = ras_mm - (removal.right_eye_ras_mm + removal.left_eye_ras_mm) * 0.5;
  const double x = dot(from, removal.right) / 72, y = (dot(from, removal.forward) + 75) / 92,
               z = (dot(from, removal.up) - 10) / 105;
  return x * x + y * y + z * z < 1;
}

/// The value for one voxel.
class Filler {
public:
  Filler(const Ground &ground, const volume::Grid &grid, const Removal &removal, Fill how)
      : ground_(ground), grid_(grid), removal_(removal), how_(how) {}

  double operator()(std::size_t at, int i, int j, int k) const {
    switch (how_) {
    case Fill::background:
      break;
    case Fill::noise: // the length of two deviates: air of a magnitude picture
      return ground_.value + ground_.deviation * std::sqrt(-std::log(scattered(at)));
    case Fill::surface:
      if (in_egg(removal_, grid_.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k})))
        return ground_.tissue;
      break;
    }
    return ground_.value;
  }

private:
  Ground ground_;
  const volume::Grid &grid_;
  const Removal &removal_;
  Fill how_;
};

void each_taken(const volume::Grid &grid, std::span<const std::uint8_t> mask, const auto &act) {
  std::size_t at = 0;
  for (int k = 0; k < grid.size[2]; ++k)
    for (int j = 0; j < grid.size[1]; ++j)
      for (int i = 0; i < grid.size[0]; ++i, ++at)
        if (mask[at] != 0) act(at, i, j, k);
}

template <typename T> T stored(double real, const volume::Voxels &voxels) {
  const double slope = voxels.slope == 0 ? 1 : voxels.slope,
               value = (real - voxels.intercept) / slope;
  if constexpr (std::is_floating_point_v<T>)
    return static_cast<T>(value);
  else
    return static_cast<T>(std::clamp(std::round(value),
                                     static_cast<double>(std::numeric_limits<T>::lowest()),
                                     static_cast<double>(std::numeric_limits<T>::max())));
}

template <typename T>
void put(volume::Voxels &voxels, std::size_t at, double real, std::size_t channels = 1) {
  const T value = stored<T>(real, voxels);
  for (std::size_t c = 0; c < channels; ++c)
    std::memcpy(voxels.bytes.data() + (at * channels + c) * sizeof(T), &value, sizeof(T));
}

void put(volume::Voxels &voxels, std::size_t at, double real) {
  switch (voxels.type) {
  case volume::VoxelType::u8:
    return put<std::uint8_t>(voxels, at, real);
  case volume::VoxelType::i8:
    return put<std::int8_t>(voxels, at, real);
  case volume::VoxelType::u16:
    return put<std::uint16_t>(voxels, at, real);
  case volume::VoxelType::i16:
    return put<std::int16_t>(voxels, at, real);
  case volume::VoxelType::u32:
    return put<std::uint32_t>(voxels, at, real);
  case volume::VoxelType::i32:
    return put<std::int32_t>(voxels, at, real);
  case volume::VoxelType::f32:
    return put<float>(voxels, at, real);
  case volume::VoxelType::f64:
    return put<double>(voxels, at, real);
  case volume::VoxelType::rgb24:
    return put<std::uint8_t>(voxels, at, real, 3);
  }
}

} // namespace

void fill(std::span<float> values, const volume::Grid &grid, std::span<const std::uint8_t> mask,
          const Removal &removal, Fill how) {
  if (values.empty() || values.size() != mask.size()) return;
  const Filler filler(ground_of(values, grid), grid, removal, how);
  each_taken(grid, mask, [&](std::size_t at, int i, int j, int k) {
    values[at] = static_cast<float>(filler(at, i, j, k));
  });
}

void blank(volume::Voxels &voxels, const volume::Grid &grid, std::span<const std::uint8_t> mask,
           const Removal &removal, Fill how) {
  const std::vector<float> first = first_volume(voxels, grid);
  if (first.empty() || first.size() != mask.size()) return;
  const Filler filler(ground_of(first, grid), grid, removal, how);
  const std::size_t volumes = voxels.bytes.size() / volume::size_of(voxels.type) / mask.size();
  each_taken(grid, mask, [&](std::size_t at, int i, int j, int k) {
    for (std::size_t v = 0; v < volumes; ++v)
      put(voxels, v * mask.size() + at, filler(v * mask.size() + at, i, j, k));
  });
}

} // namespace curate::face
