#include <array>
#include <libcurate/dicom/object_kind.hpp>
#include <span>

namespace curate::dicom {

namespace {

struct Row {
  std::string_view uid; ///< this class, and all whose UID goes on with a dot
  ObjectKind kind;
};

using enum ObjectKind;

// What follows "1.2.840.10008.5.1.4.1.1."; of several rows the longest counts. A parametric map
// (30) is a picture with a place in the patient, and derived by definition.
// clang-format off
constexpr std::array storage_classes = std::to_array<Row>({
  {"1", picture},                      // computed and digital radiography, mammography
  {"2", picture}, {"2.1", enhanced_picture}, {"2.2", enhanced_picture},
  {"3", picture}, {"5", picture}, {"6", picture}, {"6.2", enhanced_picture}, {"6.3", enhanced_picture},
  {"4", picture}, {"4.1", enhanced_picture}, {"4.2", spectroscopy}, {"4.3", enhanced_picture},
  {"4.4", enhanced_picture},
  {"7", secondary_capture},
  {"9", waveform},
  {"11", presentation_state}, {"131", presentation_state},
  {"12", picture}, {"12.1.1", enhanced_picture}, {"12.2.1", enhanced_picture},
  {"13", enhanced_picture}, {"14", enhanced_picture},
  {"20", picture}, {"30", enhanced_picture},
  {"66", raw_data}, {"66.1", registration}, {"66.2", registration}, {"66.3", registration},
  {"66.4", segmentation}, {"66.5", segmentation}, {"66.6", tractography}, {"66.7", segmentation}, {"66.8", segmentation},
  {"67", value_mapping}, {"68", surface},
  {"77.1", picture}, {"77.1.5.3", other}, {"78", other}, {"79", other}, {"80", other}, {"81.1", picture}, {"82.1", picture},
  {"88", structured_report}, {"88.59", key_objects},
  {"104", encapsulated_document},
  {"128", picture}, {"128.1", enhanced_picture}, {"130", enhanced_picture},
  {"481", radiotherapy}, {"482", radiotherapy},
  {"200", scan_protocol},
  {"501.1", picture}, {"501.2", picture}, {"601", picture},
});

// Vendors' own, whole UIDs or roots; of several rows the longest counts. Source: conformance statements of Siemens (CSA
// Non-Image), Philips (MR Spectrum, MR Series Data, ExamCard), GE (PET raw data), Canon; DCMTK's list of private classes.
constexpr std::array private_classes = std::to_array<Row>({
  {"1.3.12.2.1107", siemens_object}, {"1.3.12.2.1107.5.9.1", siemens_non_image},
  {"1.3.46.670589", philips_object}, {"1.3.46.670589.11.0.0.12.1", spectroscopy},
  {"1.3.46.670589.11.0.0.12.2", raw_data}, {"1.3.46.670589.11.0.0.12.4", scan_protocol},
  {"1.2.840.113619", ge_object}, {"1.2.840.113619.4.30", raw_data}, {"1.2.840.113619.4.5.249", radiotherapy},
  {"1.2.392.200036.9116", canon_object},
});
// clang-format on

constexpr std::string_view storage_root = "1.2.840.10008.5.1.4.1.1.";
constexpr std::string_view standard_root = "1.2.840.10008.";
constexpr std::string_view directory_class = "1.2.840.10008.1.3.10";
constexpr std::string_view radiotherapy_root = "1.2.840.10008.5.1.4.34.";
constexpr std::string_view colour_palette_root = "1.2.840.10008.5.1.4.39.";

bool stands_under(std::string_view uid, std::string_view row) {
  return uid.starts_with(row) && (uid.size() == row.size() || uid[row.size()] == '.');
}

/// The kind of the longest row that the UID stands under.
ObjectKind kind_in(std::span<const Row> table, std::string_view uid, ObjectKind otherwise) {
  const Row *found = nullptr;
  for (const Row &row : table)
    if (stands_under(uid, row.uid) && (!found || row.uid.size() > found->uid.size())) found = &row;
  return found ? found->kind : otherwise;
}

} // namespace

std::string_view name_of(ObjectKind kind) {
  switch (kind) {
  case picture:
    return "picture";
  case enhanced_picture:
    return "enhanced picture";
  case spectroscopy:
    return "spectroscopy";
  case raw_data:
    return "raw data";
  case presentation_state:
    return "presentation state";
  case structured_report:
    return "structured report";
  case encapsulated_document:
    return "document";
  case waveform:
    return "waveform";
  case radiotherapy:
    return "radiotherapy object";
  case segmentation:
    return "segmentation";
  case secondary_capture:
    return "secondary capture";
  case directory:
    return "directory";
  case private_object:
    return "private object";
  case key_objects:
    return "key object selection";
  case registration:
    return "spatial registration or fiducials";
  case surface:
    return "surface";
  case tractography:
    return "tractography";
  case value_mapping:
    return "real world value mapping";
  case colour_palette:
    return "colour palette";
  case scan_protocol:
    return "scan protocol";
  case siemens_non_image:
    return "Siemens non-image object (spectroscopy, protocol or raw data)";
  case siemens_object:
    return "private object of Siemens";
  case ge_object:
    return "private object of GE";
  case philips_object:
    return "private object of Philips";
  case canon_object:
    return "private object of Canon";
  case other:
    break;
  }
  return "other object";
}

ObjectKind object_kind(std::string_view sop_class_uid) {
  if (sop_class_uid.empty()) return other;
  if (!sop_class_uid.starts_with(standard_root))
    return kind_in(private_classes, sop_class_uid, private_object);
  if (sop_class_uid == directory_class) return directory;
  if (sop_class_uid.starts_with(radiotherapy_root)) return radiotherapy;
  if (sop_class_uid.starts_with(colour_palette_root)) return colour_palette;
  if (!sop_class_uid.starts_with(storage_root)) return other;
  return kind_in(storage_classes, sop_class_uid.substr(storage_root.size()), other);
}

} // namespace curate::dicom
