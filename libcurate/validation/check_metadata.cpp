#include <libcurate/validation/check_metadata.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::validation {

namespace {

using Kind = JsonReader::Kind;

bool holds(const KnownRequirement::Condition &condition, const Metadata &metadata) {
  if (condition.words.empty()) return metadata.has(condition.field) == condition.is_there;
  const FieldValue *value = metadata.find(condition.field);
  if (value == nullptr) return false;
  if (value->kind == Kind::boolean)
    return has_word(condition.words, value->boolean ? "true" : "false");
  return value->kind == Kind::string && has_word(condition.words, value->text);
}

bool applies(const Dataset &dataset, const KnownRequirement &rule, const FileInCheck &file) {
  const Item &item = file.item;
  if (rule.is_of_images && !item.is_image()) return false;
  if (!rule.datatypes.empty() && !has_word(rule.datatypes, item.datatype)) return false;
  if ((rule.entity & ~item.name.mask) != 0) return false;
  if (!rule.label.empty()) {
    unsigned entity = 0;
    while ((rule.entity >> entity & 1) == 0)
      ++entity;
    if (item.name.label(entity) != rule.label) return false;
  }
  (void)dataset;
  return std::ranges::all_of(
      rule.when, [&file](const auto &condition) { return holds(condition, file.metadata); });
}

void check_required(const Dataset &dataset, const FileInCheck &file, Notes &notes) {
  for (const KnownRequirement *rule : dataset.schema.required_of(file.item.name.suffix)) {
    if (!applies(dataset, *rule, file)) continue;
    for (const unsigned field : rule->fields)
      if (!file.metadata.has(field))
        notes.add("BIDS-FIELD-MISSING", file.path, {},
                  std::string(dataset.schema.field_type(field).name));
  }
}

/// Fields of a file by their names.
class Fields {
public:
  Fields(const Dataset &dataset, const FileInCheck &file) : schema_(dataset.schema), file_(file) {}
  bool has(std::string_view name) const {
    const auto field = schema_.field(name);
    return field && file_.metadata.has(*field);
  }
  std::optional<double> number(std::string_view name) const {
    const auto field = schema_.field(name);
    return field ? file_.metadata.number(*field) : std::nullopt;
  }
  const FieldValue *find(std::string_view name) const {
    const auto field = schema_.field(name);
    return field ? file_.metadata.find(*field) : nullptr;
  }

private:
  const Schema &schema_;
  const FileInCheck &file_;
};

bool is_rising(const FieldValue *value) {
  return value == nullptr || value->kind != Kind::array || std::ranges::is_sorted(value->numbers);
}

// Source for all: BIDS schema 1.11.1, rules.checks.func, fmap, mri and asl.
void check_timing(const Fields &fields, const FileInCheck &file, Notes &notes) {
  const auto conflict = [&](std::string_view what) {
    notes.add("BIDS-FIELD-CONFLICT", file.path, {}, std::string(what));
  };
  const std::string_view suffix = file.item.name.suffix;
  if (suffix == "bold" || suffix == "asl") {
    if (fields.has("VolumeTiming") && fields.has("RepetitionTime"))
      conflict("VolumeTiming and RepetitionTime exclude each other");
    if (fields.has("VolumeTiming") && fields.has("DelayTime"))
      conflict("VolumeTiming and DelayTime exclude each other");
    if (fields.has("FrameAcquisitionDuration") && fields.has("RepetitionTime"))
      conflict("FrameAcquisitionDuration and RepetitionTime exclude each other");
    if (fields.has("VolumeTiming") && !fields.has("SliceTiming") &&
        !fields.has("FrameAcquisitionDuration") && !fields.has("AcquisitionDuration"))
      conflict("VolumeTiming asks for SliceTiming or FrameAcquisitionDuration");
  }
  for (const std::string_view name : {"VolumeTiming", "BolusCutOffDelayTime"})
    if (!is_rising(fields.find(name))) conflict(fmt::format("{} must not fall", name));
  const auto spacing = fields.number("EffectiveEchoSpacing");
  const auto readout = fields.number("TotalReadoutTime");
  if (spacing && readout && *spacing >= *readout)
    conflict("EffectiveEchoSpacing must be below TotalReadoutTime");
}

void check_field_map(const Fields &fields, const FileInCheck &file, Notes &notes) {
  if (file.item.name.suffix == "epi" && !fields.has("TotalReadoutTime") &&
      !fields.has("EffectiveEchoSpacing"))
    notes.add("BIDS-FIELD-MISSING", file.path, {}, "TotalReadoutTime");
  if (file.item.name.suffix != "phasediff") return;
  const auto first = fields.number("EchoTime1"), second = fields.number("EchoTime2");
  constexpr double least_s = 0.0001, most_s = 0.01;
  if (first && second && (*second - *first < least_s || *second - *first > most_s))
    notes.add("BIDS-FIELD-CONFLICT", file.path, {},
              "EchoTime2 - EchoTime1 must be from 0.0001 to 0.01 s");
}

// The path of a file that differs in suffix and extension only.
bool has_companion(const Dataset &dataset, const FileInCheck &file, std::string_view suffix,
                   std::string_view extension) {
  std::string path = file.path.substr(0, file.path.size() - file.item.name.extension.size() -
                                             file.item.name.suffix.size());
  return dataset.tree.find(path.append(suffix).append(extension)) != nullptr;
}

bool has_image(const Dataset &dataset, const FileInCheck &file, std::string_view suffix) {
  return has_companion(dataset, file, suffix, ".nii.gz") ||
         has_companion(dataset, file, suffix, ".nii");
}

void check_companions(const Dataset &dataset, const FileInCheck &file, Notes &notes) {
  const Name &name = file.item.name;
  const auto has = [&](std::string_view extension, std::string_view suffix) {
    return !inherited(dataset, file.item, file.own, file.above, extension, suffix).empty();
  };
  if (name.extension == ".nii.gz" && has_companion(dataset, file, name.suffix, ".nii"))
    notes.add("BIDS-DUPLICATE", file.path);
  if (file.item.datatype == "dwi" && name.suffix == "dwi") {
    for (const std::string_view extension : {".bval", ".bvec"})
      if (!has(extension, "dwi"))
        notes.add("BIDS-GRADIENTS-MISSING", file.path, {}, std::string(extension));
  } else if (name.suffix == "fieldmap" && !has_image(dataset, file, "magnitude")) {
    notes.add("BIDS-MAGNITUDE-MISSING", file.path);
  } else if (name.suffix == "phasediff" && !has_image(dataset, file, "magnitude1")) {
    notes.add("BIDS-MAGNITUDE1-MISSING", file.path);
  } else if (name.suffix == "asl" && !has(".tsv", "aslcontext")) {
    notes.add("BIDS-ASLCONTEXT-MISSING", file.path);
  } else if (name.suffix == "bold" && !has(".tsv", "events") &&
             !name.label(*dataset.schema.entity("task")).starts_with("rest")) {
    notes.add("BIDS-EVENTS-MISSING", file.path);
  }
}

// One file in a folder may apply, or each must be a part of the next: else nobody knows which
// counts.
void check_inheritance(const FileInCheck &file, Notes &notes) {
  const auto &sidecars = file.metadata.sidecars;
  for (std::size_t i = 1; i < sidecars.size(); ++i) {
    const Name &near = sidecars[i - 1]->name, &far = sidecars[i]->name;
    if (sidecars[i - 1]->file->folder == sidecars[i]->file->folder && (far.mask & ~near.mask) != 0)
      notes.add("BIDS-INHERITANCE", file.path);
  }
}

} // namespace

void check_metadata(const Dataset &dataset, const FileInCheck &file, Notes &notes) {
  check_required(dataset, file, notes);
  check_inheritance(file, notes);
  if (!file.item.is_image()) return;
  const Fields fields(dataset, file);
  check_timing(fields, file, notes);
  check_field_map(fields, file, notes);
  check_companions(dataset, file, notes);
}

void check_orphan(const Dataset &dataset, const Item &item, Notes &notes) {
  if (item.sidecar->is_used || !dataset.is_chosen(item.sidecar->path)) return;
  const auto &rows = dataset.schema.names_with(item.name.suffix);
  // coordsystem.json and its like stand alone.
  const bool stands_alone =
      std::ranges::any_of(rows, [](const KnownName *row) { return row->extensions.size() == 1; });
  if (!stands_alone) notes.add("BIDS-SIDECAR-ORPHAN", item.sidecar->path);
}

} // namespace curate::validation
