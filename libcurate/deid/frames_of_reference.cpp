#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/frames_of_reference.hpp>
#include <libcurate/dicom/digest.hpp>

namespace curate::deid {

void FramesOfReference::look_at(const dicom::Header &header, const dicom::Instance &instance) {
  const auto text = header.root().text(dicom::tags::frame_of_reference_uid);
  const std::string uid(base::trim(text.reveal()));
  const dicom::Digest digest = dicom::digest_of(uid);
  const std::lock_guard lock(mutex_);
  const auto [at, is_new] = places_.try_emplace(instance.ids());
  Place &place = at->second;
  if (is_new) {
    place.digest = digest;
    if (uid.empty()) return;
    place.name = pseudonyms_ != nullptr ? pseudonyms_->uid(uid)
                                        : fmt::format("{:016x}{:016x}", digest[0], digest[1]);
  } else if (place.digest != digest) {
    place.name.clear();
  }
}

std::string FramesOfReference::of(const dicom::Instance &instance) const {
  const auto at = places_.find(instance.ids());
  return at == places_.end() ? std::string() : at->second.name;
}

} // namespace curate::deid
