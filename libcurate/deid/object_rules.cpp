#include <libcurate/deid/object_rules.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/at_risk.hpp>
#include <libcurate/deid/placeholder.hpp>
#include <libcurate/dicom/object_kind.hpp>

namespace curate::deid {

namespace {

using dicom::ObjectKind;
using dicom::Tag;

constexpr Tag encapsulated_document{0x0042, 0x0011};
constexpr Tag other_patient_ids{0x0010, 0x1002}, original_attributes{0x0400, 0x0561},
    modified_attributes{0x0400, 0x0550};

ObjectKind kind_of(const dicom::Header &header) {
  std::string_view uid = header.root().uid(dicom::tags::sop_class_uid);
  if (uid.empty()) uid = header.meta().uid({0x0002, 0x0002});
  return dicom::object_kind(uid);
}

std::optional<Problem> kind_refused(ObjectKind kind) {
  using enum ObjectKind;
  switch (kind) {
  case directory:
    return Problem{"DEID-DIRECTORY", "this is a directory of other files, not an object", {}};
  case private_object:
  case siemens_non_image:
  case siemens_object:
  case ge_object:
  case philips_object:
  case canon_object:
    return Problem{"DEID-OBJECT",
                   "an object of a maker's own kind: nobody else can tell what it holds of a "
                   "person",
                   "leave it out; its content cannot be shared"};
  case picture:
  case enhanced_picture:
  case spectroscopy:
  case raw_data:
  case presentation_state:
  case structured_report:
  case encapsulated_document:
  case waveform:
  case radiotherapy:
  case segmentation:
  case secondary_capture:
  case other:
  case key_objects:
  case registration:
  case surface:
  case tractography:
  case value_mapping:
  case colour_palette:
  case scan_protocol:
    break;
  }
  return {};
}

/// Photographs, endoscopies and films of them. Source: DICOM PS3.4, B.5.
bool is_photograph(const dicom::Header &header) {
  std::string_view uid = header.root().uid(dicom::tags::sop_class_uid);
  if (uid.empty()) uid = header.meta().uid({0x0002, 0x0002});
  return uid.starts_with("1.2.840.10008.5.1.4.1.1.77.1.1") ||
         uid.starts_with("1.2.840.10008.5.1.4.1.1.77.1.4");
}

/// What may show a face otherwise than as voxels of a picture: drawn, rendered, as a surface or a
/// contour of the skin, photographed, or as data of which pictures can be made.
bool may_show_a_face_otherwise(const dicom::Header &header) {
  using enum ObjectKind;
  switch (kind_of(header)) {
  case raw_data:
  case radiotherapy:
  case segmentation:
  case surface:
  case secondary_capture:
  case other:
    return true;
  case picture:
  case enhanced_picture:
    return is_photograph(header);
  case directory:
  case private_object:
  case siemens_non_image:
  case siemens_object:
  case ge_object:
  case philips_object:
  case canon_object:
  case spectroscopy:
  case presentation_state:
  case structured_report:
  case encapsulated_document:
  case waveform:
  case key_objects:
  case registration:
  case tractography:
  case value_mapping:
  case colour_palette:
  case scan_protocol:
    break;
  }
  return false;
}

/// Whether an item of any level names another patient than the object. Other ids of the same
/// person, and values of before a correction, are no second person.
bool names_another(const dicom::Dataset &level, std::string_view id, int depth) {
  for (const dicom::Element &element : level.elements()) {
    if (element.vr != dicom::Vr::SQ || element.tag == other_patient_ids ||
        element.tag == original_attributes || element.tag == modified_attributes)
      continue;
    for (const dicom::Dataset &item : level.items(element)) {
      const std::string_view other = item.text(dicom::tags::patient_id).reveal();
      if (!other.empty() && other != id && !is_placeholder_id(other)) return true;
      if (depth > 0 && names_another(item, id, depth - 1)) return true;
    }
  }
  return false;
}

constexpr int deepest = 256;

} // namespace

std::optional<Problem> refusal_of(const dicom::Header &header, const Profile &profile) {
  if (auto refused = kind_refused(kind_of(header))) return refused;
  const dicom::Dataset root = header.root();
  if (root.find(encapsulated_document) != nullptr &&
      profile.rules.action_of(encapsulated_document, dicom::Vr::OB) != RuleAction::empty)
    return Problem{"DEID-DOCUMENT", "a document lies in the object, and nothing tells what it says",
                   "leave it out, or let a rule of the profile empty (0042,0011)"};
  const std::string_view id = root.text(dicom::tags::patient_id).reveal();
  if (names_another(root, id, deepest))
    return Problem{"DEID-TWO-PERSONS", "an item of the object names another patient",
                   "separate them where the object was made"};
  if (profile.options.has(Option::clean_visual_features) && may_show_a_face_otherwise(header))
    return Problem{"DEID-VISUAL-OBJECT",
                   "an object that may show a face in a way in which none can be looked for: a "
                   "rendering, a surface, contours, a photograph, raw data",
                   "leave it out; or look at it, and clean it in a run of its own without "
                   "clean-visual-features"};
  if (!profile.options.has(Option::clean_pixel_data)) return burned_in_risk(header);
  return {};
}

} // namespace curate::deid
