#include <libcurate/dicom/canon.hpp>
#include <libcurate/dicom/frame_of.hpp>
#include <libcurate/dicom/frames_of.hpp>
#include <libcurate/dicom/ge.hpp>
#include <libcurate/dicom/philips.hpp>
#include <libcurate/dicom/siemens.hpp>
#include <libcurate/dicom/spin_labeling.hpp>
#include <libcurate/dicom/uih.hpp>

namespace curate::dicom {

namespace {

constexpr Tag shared_groups{0x5200, 0x9229};
constexpr Tag frame_groups{0x5200, 0x9230};

void add_vendor_facts(Manufacturer manufacturer, const FrameView &view, Frame &frame) {
  switch (manufacturer) {
  case Manufacturer::siemens:
    siemens::add_to(view, frame);
    break;
  case Manufacturer::ge:
    ge::add_to(view, frame);
    break;
  case Manufacturer::philips:
    philips::add_to(view, frame);
    break;
  case Manufacturer::toshiba:
  case Manufacturer::canon:
    canon::add_to(view, frame);
    break;
  case Manufacturer::uih:
    uih::add_to(view, frame);
    break;
  case Manufacturer::unknown:
  case Manufacturer::hitachi:
  case Manufacturer::bruker:
  case Manufacturer::hyperfine:
  case Manufacturer::mediso:
    break;
  }
}

} // namespace

FrameViews::FrameViews(const Dataset &root) : root_(root), own_(root.items(frame_groups)) {
  const auto shared = root.items(shared_groups);
  if (!shared.empty()) shared_ = shared.front();
}

FrameView FrameViews::of(std::size_t frame) const {
  return {root_, shared_, frame < own_.size() ? std::optional(own_[frame]) : std::nullopt};
}

Frame whole_frame_of(const FrameView &view, Manufacturer manufacturer, const PixelFormat &format) {
  Frame frame = frame_of(view);
  frame.label_context = label_context_of(view, manufacturer);
  frame.format = format;
  add_vendor_facts(manufacturer, view, frame);
  return frame;
}

} // namespace curate::dicom
