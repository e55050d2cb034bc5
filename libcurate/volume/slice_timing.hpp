#pragma once

#include <libcurate/volume/stack.hpp>

namespace curate::volume {

/// When each stored slice was taken, in s after the first; empty where it is not known, the same
/// for all, or no matter of slices (3D). From, in this order: the times of a mosaic's tiles, those
/// the vendor states for the series, the acquisition times of the first volume's slices (Siemens,
/// UIH).
std::vector<double> slice_timing_s(std::span<const dicom::Frame> frames,
                                   const dicom::SeriesFacts &facts, const Stack &stack);

} // namespace curate::volume
