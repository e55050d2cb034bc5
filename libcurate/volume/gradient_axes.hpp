#pragma once

#include <libcurate/base/geometry.hpp>
#include <libcurate/dicom/frame.hpp>

namespace curate::volume {

/// A direction given along the axes of frequency, phase and slice encoding, in LPS.
/// The signs depend on the plane, not on the order in which the slices were taken. Not defined
/// where `axis` is unknown. Source: J. Shin (GE Healthcare),
/// https://github.com/rordenlab/dcm2niix/issues/970 (the planes and both axes, validated on
/// scanners); issue 737 (the same for feet first).
Vec3 lps_of_encoding_axes(const Vec3 &frequency_phase_slice, const dicom::Frame &frame,
                          dicom::InPlaneAxis axis);

} // namespace curate::volume
