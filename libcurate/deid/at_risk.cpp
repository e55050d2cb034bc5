#include "libcurate/deid/at_risk.hpp"

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/image_type.hpp>
#include <libcurate/dicom/object_kind.hpp>
#include <string>
#include <utility>
#include <vector>

namespace curate::deid {

namespace {

using dicom::Dataset;
using dicom::ObjectKind;
using dicom::Tag;

constexpr Tag media_storage_class{0x0002, 0x0002}, conversion_type{0x0008, 0x0064};
constexpr Tag burned_in_annotation{0x0028, 0x0301};

using Reason = std::pair<std::string_view, std::string_view>;

/// Classes beyond those that `object_kind` tells: the beginning of the UID, whole parts.
// Source: DICOM PS3.6, Table A-1, with the retired classes.
constexpr Reason classes[] = {
    {"1.2.840.10008.5.1.4.1.1.7", "it is a secondary capture"},
    {"1.2.840.10008.5.1.4.1.1.3", "it is an ultrasound picture"},
    {"1.2.840.10008.5.1.4.1.1.6", "it is an ultrasound picture"},
    {"1.2.840.10008.5.1.4.1.1.77", "it is a photograph or a video"},
    {"1.2.840.10008.5.1.1.29", "it is a hard copy"},
    {"1.2.840.10008.5.1.1.30", "it is a hard copy"},
};

constexpr Reason modalities[] = {
    {"ot", "its modality is OT (other)"},       {"sc", "its modality is SC (secondary capture)"},
    {"us", "its modality is US (ultrasound)"},  {"ivus", "its modality is IVUS (ultrasound)"},
    {"xc", "its modality is XC (photographs)"}, {"es", "its modality is ES (endoscopy)"},
    {"gm", "its modality is GM (microscopy)"},  {"doc", "its modality is DOC (document)"},
    {"sr", "its modality is SR (report)"},      {"hc", "its modality is HC (hard copy)"},
};

/// Anywhere in a value of Image Type, written without blanks, `_` and `-`.
constexpr Reason parts_of_types[] = {
    {"screen", "its Image Type is of a saved screen"},
    {"capture", "its Image Type is of a captured screen"},
    {"snapshot", "its Image Type is of a saved screen"},
    {"report", "its Image Type is of a report"},
    {"protocol", "its Image Type is of a protocol page"},
    {"doseinfo", "its Image Type is of a dose page"},
    {"posdisp", "its Image Type is of a display of positions"},
    {"filmed", "its Image Type is of a film"},
    {"scanned", "its Image Type is of a scanned page"},
};

/// A whole word of a value of Image Type.
constexpr Reason words_of_types[] = {
    {"prot", "its Image Type is of a protocol page"}, {"text", "its Image Type is of text"},
    {"graph", "its Image Type is of a graph"},        {"curve", "its Image Type is of a graph"},
    {"chart", "its Image Type is of a graph"},        {"plot", "its Image Type is of a graph"},
    {"save", "its Image Type is of a saved screen"},
};

bool stands_under(std::string_view uid, std::string_view row) {
  return uid.starts_with(row) && (uid.size() == row.size() || uid[row.size()] == '.');
}

std::string_view risk_of_class(std::string_view uid) {
  for (const auto &[root, reason] : classes)
    if (stands_under(uid, root)) return reason;
  // Reports, documents and presentations have no pixels of their own.
  switch (dicom::object_kind(uid)) {
  case ObjectKind::secondary_capture:
    return "it is a secondary capture";
  case ObjectKind::structured_report:
  case ObjectKind::key_objects:
  case ObjectKind::encapsulated_document:
  case ObjectKind::presentation_state:
    return "it is a report or document that holds a picture";
  case ObjectKind::picture:
  case ObjectKind::enhanced_picture:
  case ObjectKind::spectroscopy:
  case ObjectKind::raw_data:
  case ObjectKind::waveform:
  case ObjectKind::radiotherapy:
  case ObjectKind::segmentation:
  case ObjectKind::directory:
  case ObjectKind::private_object:
  case ObjectKind::other:
  case ObjectKind::registration:
  case ObjectKind::surface:
  case ObjectKind::tractography:
  case ObjectKind::value_mapping:
  case ObjectKind::colour_palette:
  case ObjectKind::scan_protocol:
  case ObjectKind::siemens_non_image:
  case ObjectKind::siemens_object:
  case ObjectKind::ge_object:
  case ObjectKind::philips_object:
  case ObjectKind::canon_object:
    break;
  }
  return {};
}

/// The values of a coded element, whatever its VR: archives write CS as UN, and hide it so.
std::vector<std::string_view> coded_values(const Dataset &set, Tag tag) {
  auto values = base::split(set.text(tag).reveal(), '\\');
  for (auto &value : values)
    value = base::trim(value);
  return values;
}

std::string_view risk_of_type(std::string_view value) {
  const std::string lowered = base::lower(value);
  std::string squeezed;
  std::vector<std::string> words(1);
  for (const char c : lowered) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      squeezed += c;
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  for (const auto &[part, reason] : parts_of_types)
    if (squeezed.find(part) != std::string::npos) return reason;
  for (const auto &[word, reason] : words_of_types)
    if (std::ranges::find(words, word) != words.end()) return reason;
  return {};
}

bool is_coloured(const Dataset &root) {
  if (root.integer(dicom::tags::samples_per_pixel).value_or(1) > 1) return true;
  const auto photometric = coded_values(root, dicom::tags::photometric_interpretation);
  return !photometric.empty() && !photometric.front().empty() &&
         !base::lower(photometric.front()).starts_with("monochrome");
}

/// Maps that scanners themselves make in colour. Source: conformance statements of Siemens
/// (DTI and perfusion evaluations), GE (FuncTool) and Philips.
bool is_colour_map(std::span<const std::string_view> image_type) {
  using enum dicom::Flavor;
  const dicom::Flavor flavor = dicom::flavor_of(image_type);
  if (flavor == colour_fa || flavor == fractional_anisotropy || flavor == perfusion_map ||
      flavor == t_map || flavor == adc)
    return true;
  return std::ranges::any_of(image_type, [](std::string_view value) {
    const std::string term = base::lower(value);
    return term == "tensor" || term == "tensor_colfa" || term == "perfusion" || term == "diffusion";
  });
}

std::string_view risk_of_colour(const Dataset &root, std::span<const std::string_view> image_type) {
  if (!is_coloured(root) || is_colour_map(image_type)) return {};
  const bool is_localizer = std::ranges::any_of(image_type, [](std::string_view value) {
    return base::lower(value).find("localizer") != std::string::npos;
  });
  return is_localizer ? "it is a localizer in colour" : "it is in colour and no map made so";
}

/// A picture of a cross-section has a place in the patient; what was drawn for the eye has none.
std::string_view risk_of_place(const Dataset &root, ObjectKind kind,
                               std::span<const std::string_view> image_type) {
  const bool is_derived = !image_type.empty() && base::lower(image_type[0]) == "derived";
  const bool is_secondary = image_type.size() > 1 && base::lower(image_type[1]) == "secondary";
  if (!is_derived || !is_secondary || kind != ObjectKind::picture) return {};
  if (root.find(dicom::tags::image_position_patient)) return {};
  return "it is a derived picture without a place in the patient";
}

std::string_view reason_of(const dicom::Header &header) {
  const Dataset root = header.root();
  const auto says_yes = coded_values(root, burned_in_annotation);
  if (!says_yes.empty() && base::lower(says_yes.front()) == "yes")
    return "its Burned In Annotation says so";
  const std::string_view classes_named[] = {
      base::trim(root.text(dicom::tags::sop_class_uid).reveal()),
      base::trim(header.meta().text(media_storage_class).reveal())};
  for (const std::string_view uid : classes_named)
    if (const auto reason = risk_of_class(uid); !reason.empty()) return reason;
  const std::string modality = base::lower(root.text(dicom::tags::modality).reveal());
  for (const auto &[term, reason] : modalities)
    if (modality == term) return reason;
  const auto image_type = coded_values(root, dicom::tags::image_type);
  for (const std::string_view value : image_type)
    if (const auto reason = risk_of_type(value); !reason.empty()) return reason;
  if (!root.text(conversion_type).reveal().empty())
    return "its Conversion Type says that it was captured, digitised or drawn";
  if (const auto reason = risk_of_colour(root, image_type); !reason.empty()) return reason;
  const std::string_view uid = classes_named[0].empty() ? classes_named[1] : classes_named[0];
  return risk_of_place(root, dicom::object_kind(uid), image_type);
}

} // namespace

std::optional<Problem> burned_in_risk(const dicom::Header &header) {
  if (header.pixel_data() == nullptr && !header.pixel_place()) return {};
  const std::string_view reason = reason_of(header);
  if (reason.empty()) return {};
  return Problem{"DEID-BURNED-IN",
                 "the picture is likely to hold text about a person: " + std::string(reason),
                 "--option clean-pixel-data"};
}

} // namespace curate::deid
