#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/dicom/frame.hpp>

namespace curate::volume {

/// Whether a frame says where it lies: position, orientation and pixel spacing are there, finite,
/// and could be those of a picture. Fails with VOLUME-NO-POSITION, VOLUME-NO-SPACING, or
/// VOLUME-AXES where rows and columns are no unit vectors at right angles.
Result<void> check_place(const dicom::Frame &frame);

} // namespace curate::volume
