#pragma once

#include <array>
#include <cstddef>
#include <libcurate/base/finding.hpp>
#include <libcurate/base/geometry.hpp>
#include <libcurate/volume/acquisition.hpp>
#include <vector>

namespace curate::face {
class Remover;
}

namespace curate::volume {

/// The lattice of a volume. index_to_ras_mm takes (i, j, k) to millimetres, RAS+.
struct Grid {
  std::array<int, 3> size{};
  Affine index_to_ras_mm;
};

enum class VoxelType { u8, i8, u16, i16, u32, i32, f32, f64, rgb24 };
std::size_t size_of(VoxelType type);

/// Values in memory: i fastest, then j, k, volume; real value = stored * slope + intercept.
struct Voxels {
  VoxelType type = VoxelType::i16;
  int volume_count = 1;
  std::vector<std::byte> bytes;
  double slope = 1, intercept = 0;
};

/// A picture without identity. Made by `assemble` alone; `face::Remover` may take its face away.
class CleanVolume {
public:
  const Grid &grid() const { return grid_; }
  const Voxels &voxels() const { return voxels_; }
  const Acquisition &acquisition() const { return acquisition_; }
  const Findings &findings() const { return findings_; }

private:
  friend class Assembler;
  friend class face::Remover;
  CleanVolume() = default;
  Grid grid_;
  Voxels voxels_;
  Acquisition acquisition_;
  Findings findings_;
};

} // namespace curate::volume
