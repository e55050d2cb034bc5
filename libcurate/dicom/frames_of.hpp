#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <libcurate/dicom/header.hpp>
#include <vector>

namespace curate::dicom {

/// Where the attributes of each frame of a file are looked for, in the order of its frames. Valid
/// as long as the Header.
class FrameViews {
public:
  explicit FrameViews(const Dataset &root);
  FrameView of(std::size_t frame) const;

private:
  Dataset root_;
  std::optional<Dataset> shared_;
  std::vector<Dataset> own_;
};

/// The facts about one frame, those of its scanner's maker among them. `format` is what decoding
/// gives; see file_pixels_of.
Frame whole_frame_of(const FrameView &view, Manufacturer manufacturer, const PixelFormat &format);

} // namespace curate::dicom
