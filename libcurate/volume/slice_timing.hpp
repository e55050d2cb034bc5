#pragma once

#include <libcurate/volume/stack.hpp>

namespace curate::volume {

/// When each stored slice was taken, in s after the first; empty where it is not known, the same
/// for all, or no matter of slices (3D). From, in this order: the times of a mosaic's tiles, those
/// the vendor states for the series, the acquisition times of a volume's slices (Siemens, UIH). Of
/// the first volume; where the second and third agree on others, theirs: some sequences with
/// several bands write the times of their single-band reference into the first. Midnight is allowed
/// for. Source: https://github.com/CMRR-C2P/MB/issues/29; rordenlab/dcm2niix issues 272, 704 and
/// 875.
std::vector<double> slice_timing_s(std::span<const dicom::Frame> frames,
                                   const dicom::SeriesFacts &facts, const Stack &stack);

} // namespace curate::volume
