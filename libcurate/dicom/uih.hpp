#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>

/// What United Imaging's private elements say. Source: UIH MR DICOM conformance statement ("Image
/// Private Header").
namespace curate::dicom::uih {

/// Adds what is known about one frame: b-value and direction; of a grid picture (VFRAME) its tiles,
/// their times, and the position the whole picture would have as a Siemens mosaic has it.
void add_to(const FrameView &view, Frame &frame);

} // namespace curate::dicom::uih
