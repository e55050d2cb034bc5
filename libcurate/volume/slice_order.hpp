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

/// Frames of one orientation in the order in which they lie along their normal.
struct SortedSlices {
  std::vector<std::size_t> slice_of_frame;
  std::vector<double> distances_mm;     ///< of each slice from the origin, along the normal, rising
  std::vector<std::size_t> first_frame; ///< of each slice: an index into `chosen`
};

/// The unit vector to which the slices of a frame are stacked: row x column.
Vec3 normal_lps(const dicom::Frame &frame);

/// Positions are decimal strings of up to 16 characters: rounding stays far below, slices far
/// above.
inline constexpr double same_slice_mm = 0.02;
/// How far gaps may differ, as a share of the usual one.
inline constexpr double gap_tolerance = 0.05;
/// How far frames may lie beside the line of their slices, in pixels.
inline constexpr double shift_tolerance = 0.2;

/// Sorts frames into slices; whether these make a volume is not checked. Fails as check_place does.
Result<SortedSlices> sort_slices(std::span<const dicom::Frame> frames,
                                 std::span<const std::size_t> chosen);

/// Sorts frames of one orientation into slices. Frames closer than 0.02 mm are one slice.
/// Fails as check_place does; VOLUME-MISSING-SLICES where a gap is a multiple of the others;
/// VOLUME-GAPS where gaps differ by more than 5 % (and 0.02 mm) otherwise; VOLUME-TILTED where the
/// slices are sheared by more than 0.5 degree against their normal; VOLUME-SHIFTED where frames
/// lie more than a fifth of a pixel beside the line of the slices.
/// Source: DICOM PS3.3, C.7.6.2.1.1.
Result<SlicePositions> slice_order(std::span<const dicom::Frame> frames,
                                   std::span<const std::size_t> chosen);

} // namespace curate::volume
