#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/volume/slice_order.hpp>

namespace curate::volume {

/// Frames put into volumes: `frames[volume * slice_count + slice]`.
struct VolumeOrder {
  std::vector<std::size_t> frames;
  int volume_count = 0;
  Findings findings;
};

/// Puts the frames of each slice into volumes, by the first of these that tells all frames of a
/// slice apart: dimension indices, temporal position, frame reference time (PET), acquisition
/// number, b-value and direction, trigger time, cardiac phase, acquisition time; else by the order
/// of each slice's times, else by the order of the files. An unfinished last volume is
/// left out with VOLUME-INCOMPLETE; fails with VOLUME-MISSING-SLICES where others have holes.
Result<VolumeOrder> volume_order(std::span<const dicom::Frame> frames,
                                 std::span<const std::size_t> chosen, const SlicePositions &slices);

} // namespace curate::volume
