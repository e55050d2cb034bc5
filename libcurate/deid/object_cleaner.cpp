#include <libcurate/deid/object_cleaner.hpp>

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/at_risk.hpp>
#include <libcurate/deid/blank_face.hpp>
#include <libcurate/deid/confidentiality_codes.hpp>
#include <libcurate/deid/file_meta.hpp>
#include <libcurate/deid/object_rules.hpp>
#include <libcurate/deid/pixel_payload.hpp>

namespace curate::deid {

namespace {

using dicom::Tag;
using dicom::Vr;

constexpr Tag media_class_uid{0x0002, 0x0002}, media_instance_uid{0x0002, 0x0003};
constexpr std::uint32_t undefined_length = 0xFFFFFFFF;
constexpr std::string_view explicit_little_endian = "1.2.840.10008.1.2.1";

// What closes a run of fragments, and what makes an odd run of bytes even.
constexpr std::array delimiter = {std::byte{0xFE}, std::byte{0xFF}, std::byte{0xDD},
                                  std::byte{0xE0}, std::byte{0},    std::byte{0},
                                  std::byte{0},    std::byte{0}};
constexpr std::array padding = {std::byte{0}};

/// Deflated files are written plain.
std::string_view written_syntax(const dicom::Header &header) {
  const auto syntax = header.transfer_syntax();
  return syntax.is_deflated ? explicit_little_endian : syntax.uid;
}

std::uint32_t even(std::size_t length) {
  return static_cast<std::uint32_t>(length + length % 2);
}

Vr writer_lead(Tag tag, const dicom::PixelFormat &format) {
  if (tag != dicom::tags::pixel_data) return format.bits_allocated == 64 ? Vr::OD : Vr::OF;
  return format.bits_allocated > 8 ? Vr::OW : Vr::OB;
}

/// Those elements, and what says how new pixels are stored. Source: DICOM PS3.3, C.7.6.3.
std::vector<OwnElement> with_format(std::span<const OwnElement> own,
                                    const dicom::PixelFormat &format, DataSetForm form) {
  std::vector<OwnElement> all(own.begin(), own.end());
  const auto add = [&](Tag tag, auto write) {
    ElementWriter writer(form);
    write(writer);
    all.push_back({tag, writer.take()});
  };
  const auto number = [&](std::uint16_t element, int value) {
    add({0x0028, element}, [&](ElementWriter &writer) {
      writer.number({0x0028, element}, static_cast<std::uint16_t>(value));
    });
  };
  number(0x0002, format.samples_per_pixel);
  add({0x0028, 0x0004}, [&](ElementWriter &writer) {
    writer.text({0x0028, 0x0004}, Vr::CS,
                format.samples_per_pixel == 3                           ? "RGB"
                : format.photometric == dicom::Photometric::monochrome1 ? "MONOCHROME1"
                                                                        : "MONOCHROME2");
  });
  if (format.samples_per_pixel == 3) number(0x0006, 0);
  number(0x0100, format.bits_allocated);
  number(0x0101, format.bits_stored);
  number(0x0102, format.bits_stored - 1);
  number(0x0103, format.is_signed ? 1 : 0);
  // The least and the largest value, of this picture and of its series, are those of before.
  for (std::uint16_t element = 0x0106; element <= 0x0109; ++element)
    all.push_back({{0x0028, element}, {}});
  std::ranges::sort(all, {}, &OwnElement::tag);
  return all;
}

DataSetForm form_of(const dicom::Header &header) {
  const auto syntax = header.transfer_syntax();
  return {syntax.is_explicit_vr, syntax.is_big_endian};
}

} // namespace

ObjectCleaner::ObjectCleaner(const Profile &profile, const Vocabulary &vocabulary,
                             const Pseudonyms &pseudonyms, std::string label,
                             const KnownValues &known)
    : profile_(profile), pseudonyms_(pseudonyms), scrubber_(known, vocabulary),
      values_(pseudonyms, std::move(label), scrubber_),
      data_sets_(values_, scrubber_, profile.options, profile.rules, ledger_) {}

ObjectCleaner::~ObjectCleaner() = default;

std::vector<OwnElement> ObjectCleaner::own_elements(DataSetForm form, Options applied) const {
  std::vector<OwnElement> own;
  const auto add = [&](Tag tag, const auto &write) {
    ElementWriter writer(form);
    write(writer);
    own.push_back({tag, writer.take()});
  };
  const auto text = [&](Tag tag, Vr vr, std::string_view value) {
    add(tag, [&](ElementWriter &writer) { writer.text(tag, vr, value); });
  };
  const std::string subject = "sub-" + values_.label();
  text(dicom::tags::patient_name, Vr::PN, subject);
  text(dicom::tags::patient_id, Vr::LO, subject);
  text({0x0012, 0x0062}, Vr::CS, "YES");
  text({0x0012, 0x0063}, Vr::LO, deidentification_method());
  add({0x0012, 0x0064}, [&](ElementWriter &writer) {
    writer.begin_sequence({0x0012, 0x0064});
    for (const auto &code : confidentiality_codes(applied)) {
      writer.begin_item();
      writer.text({0x0008, 0x0100}, Vr::SH, code.value);
      writer.text({0x0008, 0x0102}, Vr::SH, "DCM");
      writer.text({0x0008, 0x0104}, Vr::LO, code.meaning);
      writer.end();
    }
    writer.end();
  });
  // Source: DICOM PS3.15 2024b, E.3.2.
  if (applied.has(Option::clean_visual_features)) text({0x0028, 0x0302}, Vr::CS, "NO");
  text({0x0028, 0x0303}, Vr::CS,
       applied.has(Option::retain_full_dates)       ? "UNMODIFIED"
       : applied.has(Option::retain_modified_dates) ? "MODIFIED"
                                                    : "REMOVED");
  return own;
}

std::span<const OwnElement> ObjectCleaner::own(DataSetForm form, Options applied) {
  auto &own = own_[{form.is_explicit, form.is_big_endian, applied.has(Option::clean_pixel_data),
                    applied.has(Option::clean_visual_features)}];
  if (own.empty()) own = own_elements(form, applied);
  return own;
}

void ObjectCleaner::name(CleanObject &object, const dicom::Header &header) {
  const dicom::Dataset root = header.root();
  const auto uid = [&](Tag tag, std::string_view otherwise) {
    std::string_view original = base::trim(root.text(tag).reveal());
    if (original.empty()) original = otherwise;
    return profile_.options.has(Option::retain_uids) ? std::string(original)
                                                     : values_.uid(original);
  };
  object.subject_ = "sub-" + values_.label();
  object.study_uid_ = uid(dicom::tags::study_instance_uid, "study");
  object.series_uid_ = uid(dicom::tags::series_instance_uid, "series");
  object.instance_uid_ =
      uid(dicom::tags::sop_instance_uid, header.meta().text(media_instance_uid).reveal());
}

SeriesBegin ObjectCleaner::begin_of(const dicom::Dataset &root) const {
  if (const auto said = series_begin(root)) return *said;
  return {{},
          1.0 * pseudonyms_.second_of_day(root.text(dicom::tags::series_instance_uid).reveal())};
}

Result<std::optional<BlankedPixels>> ObjectCleaner::blanked(const dicom::Header &header,
                                                            const archive::Source &source,
                                                            std::span<const VerifiedMask> masks) {
  const bool looks_for_text = profile_.options.has(Option::clean_pixel_data);
  const bool has_face = profile_.options.has(Option::clean_visual_features) && !masks.empty();
  if ((!looks_for_text && !has_face) || header.pixel_data() == nullptr) return std::nullopt;
  if (looks_for_text && !reader_) {
    auto reader = legible::Reader::make();
    if (!reader) return tl::unexpected(reader.error());
    reader_ = std::make_unique<legible::Reader>(std::move(*reader));
  }
  if (!has_face) {
    auto pixels = blank_text(header, source, *reader_);
    if (!pixels) return tl::unexpected(pixels.error());
    return std::optional(std::move(*pixels));
  }
  auto pixels =
      blank_face_and_text(header, source, masks, looks_for_text ? reader_.get() : nullptr);
  if (!pixels) return tl::unexpected(pixels.error());
  return std::optional(std::move(*pixels));
}

Result<void> ObjectCleaner::put_pixels(CleanObject &object, BlankedPixels *blanked,
                                       ElementWriter &writer) {
  if (blanked != nullptr && blanked->changed) {
    const Tag tag = object.source_.pixel_data()->tag;
    const auto lead = writer_lead(tag, blanked->format);
    object.owned_pixels_ = std::move(blanked->pixels);
    object.pixels_ = object.owned_pixels_;
    writer.lead(tag, lead, even(object.pixels_.size()));
  } else {
    auto payload = pixel_payload(object.source_);
    if (!payload) return tl::unexpected(payload.error());
    if (!*payload) return {};
    PixelPayload &pixels = **payload;
    object.owned_pixels_ = std::move(pixels.owned);
    object.pixels_ = pixels.value;
    writer.lead(pixels.tag, pixels.vr,
                pixels.is_encapsulated ? undefined_length : even(object.pixels_.size()));
    if (pixels.is_encapsulated) object.tail_ = delimiter;
  }
  if (object.tail_.empty() && object.pixels_.size() % 2 != 0) object.tail_ = padding;
  return {};
}

Result<CleanObject> ObjectCleaner::clean(dicom::Header header, const archive::Source &source,
                                         std::span<const VerifiedMask> masks) {
  if (auto refused = refusal_of(header, profile_)) return tl::unexpected(*refused);
  auto blanked = this->blanked(header, source, masks);
  if (!blanked) return tl::unexpected(blanked.error());
  BlankedPixels *pixels = *blanked ? &**blanked : nullptr;
  const bool looked_for_text = pixels != nullptr && profile_.options.has(Option::clean_pixel_data);
  const bool is_at_risk = looked_for_text && burned_in_risk(header);

  CleanObject object(std::move(header));
  name(object, object.source_);
  object.options_ = profile_.options;
  if (is_at_risk)
    object.findings_.push_back({Severity::warning,
                                "DEID-PIXELS-AT-RISK",
                                {},
                                "(7FE0,0010)",
                                "text was looked for, and blanked where it was found, in a picture "
                                "likely to hold it; no such search is certain",
                                "look at the picture before it leaves the house"});
  if (!looked_for_text) object.options_.remove(Option::clean_pixel_data);
  if (pixels == nullptr || masks.empty() ||
      !std::ranges::all_of(masks, &VerifiedMask::was_looked_at))
    object.options_.remove(Option::clean_visual_features);
  const dicom::Dataset root = object.source_.root();
  std::string_view sop_class = base::trim(root.text(dicom::tags::sop_class_uid).reveal());
  if (sop_class.empty()) sop_class = object.source_.meta().text(media_class_uid).reveal();

  const bool keeps_timing = profile_.options.has(Option::retain_safe_private);
  values_.count_from(keeps_timing ? std::optional(begin_of(root)) : std::nullopt);
  const bool is_new = pixels != nullptr && pixels->changed;
  const DataSetForm form = is_new ? DataSetForm{} : form_of(object.source_);
  ElementWriter writer(form, usual_size_);
  writer.append(file_meta(values_.uid(sop_class), object.instance_uid_,
                          is_new ? explicit_little_endian : written_syntax(object.source_)));
  const auto own = this->own(form, object.options_);
  if (is_new)
    data_sets_.write_root(root, with_format(own, pixels->format, form), writer);
  else
    data_sets_.write_root(root, own, writer);
  if (auto done = put_pixels(object, pixels, writer); !done) return tl::unexpected(done.error());
  usual_size_ = std::max(usual_size_, writer.size());
  object.header_ = writer.take();
  return object;
}

Result<CleanObject> apply(archive::Bytes file, const archive::Source &source,
                          ObjectCleaner &cleaner, std::span<const VerifiedMask> masks) {
  auto header = dicom::Header::parse(std::move(file), dicom::Extent::whole);
  if (!header) return tl::unexpected(header.error());
  return cleaner.clean(std::move(*header), source, masks);
}

} // namespace curate::deid
