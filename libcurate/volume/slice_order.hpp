#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/dicom/frame.hpp>
#include <span>
#include <vector>

namespace curate::volume {

/// Where frames lie along their common normal.
struct SlicePositions {
  std::vector<std::size_t> slice_of_frame; ///< slice 0 is the first along the normal
  int slice_count = 0;
  Vec3 origin_lps_mm{}; ///< centre of the first pixel of slice 0
  Vec3 step_lps_mm{};   ///< from slice to slice; along the normal where there is one slice only
};

/// The unit vector to which the slices of a frame are stacked: row x column.
Vec3 normal_lps(const dicom::Frame &frame);

/// Sorts frames of one orientation into slices. Frames closer than 0.02 mm are one slice.
/// Fails as check_place does; VOLUME-MISSING-SLICES where a gap is a multiple of the others;
/// VOLUME-GAPS where gaps differ by more than 5 % (and 0.02 mm) otherwise; VOLUME-TILTED where the
/// slices are sheared by more than 0.5 degree against their normal; VOLUME-SHIFTED where frames
/// lie more than a fifth of a pixel beside the line of the slices.
/// Source: DICOM PS3.3, C.7.6.2.1.1.
Result<SlicePositions> slice_order(std::span<const dicom::Frame> frames,
                                   std::span<const std::size_t> chosen);

} // namespace curate::volume
