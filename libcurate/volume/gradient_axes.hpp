#pragma once

#include <libcurate/base/geometry.hpp>
#include <libcurate/dicom/frame.hpp>

namespace curate::volume {

/// A direction given along the axes of frequency, phase and slice encoding, in LPS.
/// `is_against_normal`: the slices were taken against the normal of the picture (row x column).
/// The signs depend on the plane: GE prescribes slices from inferior, anterior and left or right in
/// ways of its own. Not defined where `axis` is unknown.
/// Source: J. Shin (GE Healthcare), https://github.com/rordenlab/dcm2niix/issues/970 (the planes
/// and both axes, validated on scanners); issue 737 (the same for feet first).
Vec3 lps_of_encoding_axes(const Vec3 &frequency_phase_slice, const dicom::Frame &frame,
                          dicom::InPlaneAxis axis, bool is_against_normal);

} // namespace curate::volume
