#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/base/result.hpp>
#include <libcurate/nifti/header.hpp>
#include <libcurate/volume/volume.hpp>
#include <span>

namespace curate::nifti {

/// A picture from a file that anybody may have written. Free text, extensions and every other field
/// of its header are left behind.
struct UncheckedVolume {
  volume::Grid grid;            ///< from the sform; else the qform; else voxel sizes alone
  bool is_placed = false;       ///< it had an sform or a qform
  volume::Voxels voxels;        ///< volumes along the fourth and all further dimensions
  double repetition_time_s = 0; ///< pixdim[4]; 0 where it gives no time
  HeaderBytes header{};         ///< what of the file's own header may be written again
};

/// Whether its coordinates are those of the scanner (NIFTI_XFORM_SCANNER_ANAT).
bool is_of_scanner(const UncheckedVolume &volume);

/// Reads a .nii or .nii.gz file of at most `limit_bytes`, unpacked, in either byte order.
/// Fails with NIFTI-NOT, NIFTI-2, NIFTI-TRUNCATED, NIFTI-DIMENSION, NIFTI-TYPE, NIFTI-PAIR (voxels
/// in another file), ARCHIVE-* or FILE-*. Memory: twice the voxels at most.
Result<UncheckedVolume> read(const fs::path &path,
                             std::uint64_t limit_bytes = std::uint64_t{1} << 36);

/// The same of an unpacked file in memory.
Result<UncheckedVolume> parse(std::span<const std::byte> file);

/// The same without the voxels, of which type, scaling and number are given: the first 348 bytes of
/// a file are enough.
Result<UncheckedVolume> parse_header(std::span<const std::byte> file);

/// The same of a file, of which no more is unpacked than that.
Result<UncheckedVolume> read_header(const fs::path &path);

} // namespace curate::nifti
