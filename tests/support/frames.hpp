#pragma once

#include <cstdint>
#include <libcurate/volume/voxels.hpp>
#include <vector>

namespace curate::support {

/// A made-up picture: frames with facts, and their pixels; as a scanner would have given it, in any
/// order.
struct MadePicture {
  dicom::SeriesFacts facts;
  std::vector<dicom::Frame> frames;
  std::vector<std::vector<std::int16_t>> pixels; ///< one per frame, rows from top to bottom

  /// All frames as one picture.
  volume::Picture picture() const;
  volume::Decode decode() const;
};

/// Where and how large.
struct Shape {
  int columns = 4, rows = 3, slices = 5, volumes = 1;
  double column_spacing_mm = 1, row_spacing_mm = 1, slice_step_mm = 2;
  Vec3 origin_lps_mm{-10, 20, 30};
  Vec3 row_lps{1, 0, 0}, column_lps{0, 1, 0};
};

/// The value of a voxel: different for each of up to 8 columns, 8 rows, 40 slices and 12 volumes.
std::int16_t value_at(int column, int row, int slice, int volume);

/// Slices of 2D acquisitions, volume after volume, each with its instance number.
MadePicture make_slices(const Shape &shape);

/// The same volumes as mosaics. `is_reversed`: the stated normal runs against row x column and the
/// tiles with it. `is_square`: as many rows of tiles as columns (Siemens), else no more than
/// needed.
MadePicture make_mosaics(const Shape &shape, bool is_reversed, bool is_square = true);

} // namespace curate::support
