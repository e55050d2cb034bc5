#include <array>
#include <libcurate/dicom/object_kind.hpp>

namespace curate::dicom {

namespace {

struct Row {
  std::string_view uid; ///< this class, and all whose UID goes on with a dot
  ObjectKind kind;
};

using enum ObjectKind;

// What follows "1.2.840.10008.5.1.4.1.1."; of several rows the longest counts.
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
  {"66", raw_data}, {"66.1", other}, {"66.2", other}, {"66.3", other},
  {"66.4", segmentation}, {"66.5", segmentation}, {"66.6", other}, {"66.7", segmentation}, {"66.8", segmentation},
  {"77.1", picture}, {"81.1", picture}, {"82.1", picture},
  {"88", structured_report},
  {"104", encapsulated_document},
  {"128", picture}, {"128.1", enhanced_picture}, {"130", enhanced_picture},
  {"481", radiotherapy}, {"482", radiotherapy},
  {"501.1", picture}, {"501.2", picture}, {"601", picture},
});
// clang-format on

constexpr std::string_view storage_root = "1.2.840.10008.5.1.4.1.1.";
constexpr std::string_view standard_root = "1.2.840.10008.";
constexpr std::string_view directory_class = "1.2.840.10008.1.3.10";
constexpr std::string_view radiotherapy_root = "1.2.840.10008.5.1.4.34.";

bool stands_under(std::string_view uid, std::string_view row) {
  return uid.starts_with(row) && (uid.size() == row.size() || uid[row.size()] == '.');
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
  case other:
    break;
  }
  return "other object";
}

ObjectKind object_kind(std::string_view sop_class_uid) {
  if (sop_class_uid.empty()) return other;
  if (!sop_class_uid.starts_with(standard_root)) return private_object;
  if (sop_class_uid == directory_class) return directory;
  if (sop_class_uid.starts_with(radiotherapy_root)) return radiotherapy;
  if (!sop_class_uid.starts_with(storage_root)) return other;
  const std::string_view rest = sop_class_uid.substr(storage_root.size());
  const Row *found = nullptr;
  for (const Row &row : storage_classes)
    if (stands_under(rest, row.uid) && (!found || row.uid.size() > found->uid.size())) found = &row;
  return found ? found->kind : other;
}

} // namespace curate::dicom
