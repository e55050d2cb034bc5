#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <optional>
#include <string_view>

/// What Canon (formerly Toshiba) says outside the standard's attributes.
namespace curate::dicom::canon {

/// "b=1000(0.445,-0.12,0.88)" of Image Comments (0020,4000): b-value, and the direction along
/// phase, frequency and slice encoding; the fact has it along frequency, phase and slice. Source:
/// https://github.com/rordenlab/dcm2niix/issues/422.
std::optional<DiffusionFact> diffusion_of_comment(std::string_view comment);

/// Adds what is known about one frame: the comment's direction where the standard's attributes give
/// none. A comment with another b-value than Diffusion b-value (0018,9087) is not believed.
void add_to(const FrameView &view, Frame &frame);

} // namespace curate::dicom::canon
