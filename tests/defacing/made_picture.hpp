#pragma once

#include <cmath>
#include <libcurate/base/fs.hpp>
#include <libcurate/nifti/write.hpp>
#include <libcurate/nifti/write_unchecked.hpp>

#include "tests/support/head.hpp"

namespace curate::defacing {

inline constexpr std::array<int, 3> made_size{88, 128, 128};

inline Affine made_grid() {
  return support::centred_grid(made_size, {2, 2, 2}, {0, -10, -35});
}

/// A picture of 16-bit integers, unpacked and in memory.
inline std::vector<std::byte> made_bytes(const std::vector<float> &values,
                                         const volume::Grid &grid) {
  volume::Voxels voxels;
  for (const float value : values) {
    const auto stored = static_cast<std::int16_t>(std::lround(value));
    const auto raw = std::as_bytes(std::span(&stored, 1));
    voxels.bytes.insert(voxels.bytes.end(), raw.begin(), raw.end());
  }
  return *nifti::to_bytes(grid, voxels, {});
}

/// Writes a made head as another program might have: scanner coordinates.
inline void write_head(const support::Head &head, support::Contrast contrast, const fs::path &to) {
  const auto values = head.sample({.contrast = contrast}, made_grid(), made_size, 7);
  nifti::write_unchecked(*nifti::parse(made_bytes(values, {made_size, made_grid()})), to);
}

/// Writes a picture of nothing.
inline void write_blank(const std::array<int, 3> &size, double spacing_mm, const fs::path &to) {
  volume::Grid grid;
  grid.size = size;
  for (std::size_t axis = 0; axis < 3; ++axis)
    grid.index_to_ras_mm.m[axis][axis] = spacing_mm;
  const std::vector<float> values(static_cast<std::size_t>(size[0]) *
                                  static_cast<std::size_t>(size[1]) *
                                  static_cast<std::size_t>(size[2]));
  nifti::write_unchecked(*nifti::parse(made_bytes(values, grid)), to);
}

} // namespace curate::defacing
