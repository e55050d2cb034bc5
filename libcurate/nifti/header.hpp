#pragma once

#include <array>
#include <libcurate/base/result.hpp>
#include <libcurate/volume/volume.hpp>

namespace curate::nifti {

/// Where the voxels begin in a single file: the header, and four zeros that say "no extension".
inline constexpr std::size_t header_bytes = 352;
using HeaderBytes = std::array<std::byte, header_bytes>;

/// The header of a NIfTI-1 single file, little endian. sform and qform give the same scanner
/// coordinates; every text field, cal_min and cal_max are zero. pixdim[4] is the repetition time,
/// in s. dim_info and slice_code are given where the picture has its slices along k and they are
/// known. Fails with NIFTI-DIMENSION: NIfTI-1 counts to 32767. Source: nifti1.h, R. W. Cox,
/// nifti.nimh.nih.gov.
Result<HeaderBytes> header_of(const volume::Grid &grid, const volume::Voxels &voxels,
                              const volume::Acquisition &acquisition);

/// The quaternion (b, c, d) of the rotation of an affine, and the sign (qfac) of its third axis.
struct Quaternion {
  double b = 0, c = 0, d = 0;
  double qfac = 1;
};
Quaternion quaternion_of(const Affine &affine);

/// NIFTI_SLICE_*: 1 and 2 sequential, 3 to 6 alternating, odd ones increasing; 0 for all else.
int slice_code_of(const std::vector<double> &slice_timing_s);

} // namespace curate::nifti
