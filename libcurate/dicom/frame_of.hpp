#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>

namespace curate::dicom {

/// Who made the scanner, by Manufacturer (0008,0070); where that was removed, by the creators of
/// private elements.
Manufacturer manufacturer_of(const Dataset &root);

/// How the frames of a file are stored. What the header does not say has its default.
PixelFormat pixel_format_of(const Dataset &root);

/// The facts about one frame that the standard's attributes give, classic or enhanced; those of
/// vendors are added by `siemens::add_to`, `ge::add_to` and so on.
Frame frame_of(const FrameView &view);

} // namespace curate::dicom
