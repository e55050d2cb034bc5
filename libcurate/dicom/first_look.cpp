#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/digest.hpp>
#include <libcurate/dicom/first_look.hpp>
#include <libcurate/dicom/object_kind.hpp>
#include <limits>

namespace curate::dicom {

namespace {

constexpr Tag media_sop_class{0x0002, 0x0002};
constexpr Tag institution_name{0x0008, 0x0080};
constexpr Tag other_patient_ids{0x0010, 0x1000};
constexpr Tag protocol_name{0x0018, 0x1030};

std::int32_t integer_or(const Dataset &root, Tag tag, std::int32_t otherwise) {
  const auto value = root.integer(tag);
  if (!value || *value < std::numeric_limits<std::int32_t>::min() ||
      *value > std::numeric_limits<std::int32_t>::max())
    return otherwise;
  return static_cast<std::int32_t>(*value);
}

Instance::Digest uid_digest(const Dataset &root, Tag tag) {
  return digest_of(root.text(tag).reveal());
}

// "YYYYMMDD", or "YYYY.MM.DD" of before 1993; 0 for anything else. Source: PS3.5, 6.2 (DA).
std::uint32_t date_of(std::string_view text) {
  std::uint32_t date = 0;
  int digits = 0;
  for (const char c : text) {
    if (c == '.') continue;
    if (c < '0' || c > '9' || ++digits > 8) return 0;
    date = date * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return digits == 8 ? date : 0;
}

std::uint32_t study_date_of(const Dataset &root) {
  for (const Tag tag : {tags::study_date, tags::series_date, tags::acquisition_date})
    if (const std::uint32_t date = date_of(root.text(tag).reveal())) return date;
  return 0;
}

// See group.hpp: what tells series apart that share their UIDs.
Instance::Digest series_key_of(const Dataset &root) {
  std::string facts;
  for (const Tag tag : {tags::modality, protocol_name, tags::series_description}) {
    facts += root.text(tag).reveal();
    facts += '\0';
  }
  return digest_of(facts);
}

} // namespace

const SeriesIds &Instance::ids() const {
  static const SeriesIds none;
  return series ? *series : none;
}

std::shared_ptr<const Secret<Identity>> Identities::of(const Dataset &root) {
  constexpr std::array fields = {tags::patient_id,
                                 tags::issuer_of_patient_id,
                                 tags::patient_name,
                                 tags::patient_birth_date,
                                 institution_name,
                                 other_patient_ids,
                                 tags::specific_character_set};
  key_.clear();
  for (const Tag tag : fields) {
    key_ += root.text(tag).reveal();
    key_ += '\0';
  }
  if (const auto found = known_.find(key_); found != known_.end()) return found->second;
  const auto utf8 = [&](Tag tag) { return root.utf8(tag).reveal(); };
  Identity identity{utf8(fields[0]), utf8(fields[1]), utf8(fields[2]),
                    utf8(fields[3]), utf8(fields[4]), utf8(fields[5])};
  auto shared = std::make_shared<const Secret<Identity>>(std::move(identity));
  known_.emplace(key_, shared);
  return shared;
}

std::shared_ptr<const SeriesIds> Identities::series_of(const Dataset &root) {
  const SeriesIds ids{uid_digest(root, tags::study_instance_uid),
                      uid_digest(root, tags::series_instance_uid), series_key_of(root)};
  if (!last_series_ || *last_series_ != ids) last_series_ = std::make_shared<const SeriesIds>(ids);
  return last_series_;
}

Instance first_look(const Header &header, Identities &identities) {
  const Dataset root = header.root();
  Instance instance;
  std::string_view sop_class = root.uid(tags::sop_class_uid);
  if (sop_class.empty()) sop_class = header.meta().uid(media_sop_class);
  const auto pixels = header.pixel_place();
  instance.kind = object_kind(sop_class);
  if (sop_class.empty() && pixels) instance.kind = ObjectKind::picture;
  instance.identity = identities.of(root);
  instance.series = identities.series_of(root);
  instance.instance_uid = uid_digest(root, tags::sop_instance_uid);
  instance.series_number = integer_or(root, tags::series_number, -1);
  instance.instance_number = integer_or(root, tags::instance_number, -1);
  instance.acquisition_number = integer_or(root, tags::acquisition_number, -1);
  instance.study_date = study_date_of(root);
  if (pixels) {
    instance.pixel_offset_bytes = pixels->offset_bytes;
    instance.pixel_length_bytes = pixels->length_bytes;
    instance.is_truncated = pixels->is_truncated;
  }
  return instance;
}

} // namespace curate::dicom
