#include <libcurate/cleaning/frames_of_reference.hpp>

#include <libcurate/base/text.hpp>
#include <libcurate/dicom/digest.hpp>

namespace curate::cleaning {

void FramesOfReference::look_at(const dicom::Header &header, const dicom::Instance &instance) {
  const auto uid = base::trim(header.root().text(dicom::tags::frame_of_reference_uid).reveal());
  std::optional<dicom::Digest> said;
  if (!uid.empty()) said = dicom::digest_of(uid);
  const std::lock_guard lock(mutex_);
  const auto [at, is_new] = places_.emplace(instance.ids(), said);
  if (!is_new && at->second != said) at->second.reset();
}

std::optional<dicom::Digest> FramesOfReference::of(const dicom::Instance &instance) const {
  const auto at = places_.find(instance.ids());
  return at == places_.end() ? std::nullopt : at->second;
}

} // namespace curate::cleaning
