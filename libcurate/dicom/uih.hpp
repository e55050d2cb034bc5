#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <optional>
#include <string_view>

/// What United Imaging's private elements say. Source: UIH MR DICOM conformance statement ("Image
/// Private Header").
namespace curate::dicom::uih {

/// The in-plane acceleration of "F:2S" (0065,xx0D); nothing where it says none.
std::optional<double> acceleration_of(std::string_view text);

/// Adds what is known about the series. Of echo-planar pictures the Acquisition Duration is the
/// time from the first to the last echo, the readout time; (0065,xx58) is 1 where the phase is
/// encoded against the growing index. Source: https://github.com/rordenlab/dcm2niix/issues/225 and
/// 410.
void add_to(const FrameView &view, SeriesFacts &facts);

/// Adds what is known about one frame: b-value and direction; of a grid picture (VFRAME) its tiles,
/// their times, and the position the whole picture would have as a Siemens mosaic has it.
void add_to(const FrameView &view, Frame &frame);

} // namespace curate::dicom::uih
