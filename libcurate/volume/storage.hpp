#pragma once

#include <libcurate/volume/volume.hpp>

namespace curate::volume {

/// The lattice as the scanner gives it: columns, rows, slices; DICOM's frame (LPS), mm.
struct Lattice {
  std::array<int, 3> size{};         ///< columns, rows, slices
  Vec3 origin_lps_mm{};              ///< centre of column 0 of row 0 of slice 0
  std::array<Vec3, 3> step_lps_mm{}; ///< to the next column, row, slice
};

/// Which axis of the lattice (0 columns, 1 rows, 2 slices) is stored along i, j and k, and whether
/// backwards.
struct AxisUse {
  std::size_t source = 0;
  bool is_flipped = false;

  bool operator==(const AxisUse &) const = default;
};
using Storage = std::array<AxisUse, 3>;

/// Columns as they are, rows from the last to the first, slices along the normal.
inline constexpr Storage rows_flipped{AxisUse{0, false}, AxisUse{1, true}, AxisUse{2, false}};

/// The order in which i grows most to the right, j to the front and k to the head.
Storage nearest_ras(const Lattice &lattice);

/// The stored lattice in RAS+: here, and nowhere else, LPS is crossed to RAS.
Grid grid_of(const Lattice &lattice, const Storage &storage);

/// Where the voxels of the lattice go in memory, counted in voxels: the index of (column 0, row 0,
/// slice 0), and the step of each lattice axis.
struct Strides {
  std::ptrdiff_t first = 0;
  std::array<std::ptrdiff_t, 3> step{};
};
Strides strides_of(const Lattice &lattice, const Storage &storage);

} // namespace curate::volume
