#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/volume/storage.hpp>
#include <libcurate/volume/volume.hpp>
#include <optional>
#include <vector>

namespace curate::volume {

/// How slices that lie askew or at unequal distances are brought onto a lattice: each is moved
/// along one of its axes, then slices are made between them. Linear, in double precision.
struct Resampling {
  std::array<int, 3> source_size{}; ///< columns, rows, slices as they were taken
  std::size_t sheared_axis = 1;     ///< 0 columns, 1 rows
  /// For each source slice: the output index, along that axis, of its first pixel.
  std::vector<double> shift;
  /// For each output slice: where it lies among the source slices, counted in slices.
  std::vector<double> slice_at;
  /// The stored value that stands for nothing measured; never mixed with others.
  std::optional<double> padding;
};

/// `source` holds the slices as they were taken, columns fastest, not turned. The result lies as
/// `lattice` and `storage` say. What no slice covers gets the padding value, or without one the
/// picture's lowest real value. Integers are rounded, halves away from zero.
/// Fails with VOLUME-PIXEL-FORMAT for coloured pictures. Memory: both pictures.
Result<Voxels> resample(const Voxels &source, const Lattice &lattice, const Storage &storage,
                        const Resampling &how);

} // namespace curate::volume
