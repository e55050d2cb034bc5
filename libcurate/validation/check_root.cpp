#include <libcurate/validation/check_root.hpp>

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <libcurate/validation/check_metadata.hpp>
#include <libcurate/validation/check_tables.hpp>
#include <libcurate/validation/read_file.hpp>

namespace curate::validation {

namespace {

// Source: BIDS schema 1.11.1, rules.files.common.
constexpr std::array<std::string_view, 17> known_files = {"CHANGES",
                                                          "CITATION.cff",
                                                          "LICENSE",
                                                          "LICENSE.md",
                                                          "LICENSE.rst",
                                                          "LICENSE.txt",
                                                          "README",
                                                          "README.md",
                                                          "README.rst",
                                                          "README.txt",
                                                          "dataset_description.json",
                                                          "genetic_info.json",
                                                          "participants.json",
                                                          "participants.tsv",
                                                          "samples.json",
                                                          "samples.tsv",
                                                          "CHANGES.md"};
constexpr std::array<const char *, 4> readme_files = {"README", "README.md", "README.rst",
                                                      "README.txt"};
constexpr std::size_t most_description_bytes = std::size_t{16} << 20;

bool is_subject(const Folder &folder) {
  return folder.above == 0 && folder.path.starts_with("sub-");
}

void check_description(const Dataset &dataset, Notes &notes) {
  const std::string path = "dataset_description.json";
  if (dataset.tree.find(path) == nullptr) return notes.add("BIDS-DESCRIPTION-MISSING", path);
  std::string text;
  if (read_small_file(dataset.tree.descriptor(), path, most_description_bytes, text) !=
      ReadOutcome::read)
    return notes.add("BIDS-FILE-UNREADABLE", path);
  Sidecar fields;
  fields.path = path;
  if (text.empty()) return notes.add("BIDS-FILE-EMPTY", path);
  if (!read_sidecar(dataset.schema, dataset.kept, text, fields, notes)) return;
  for (const std::string_view name : {"Name", "BIDSVersion"}) {
    const unsigned field = dataset.schema.known_field(name);
    if (!fields.is_there[field])
      notes.add("BIDS-DESCRIPTION-FIELD", path, {}, std::string(name));
    else if (const FieldValue *value = fields.find(field);
             value != nullptr && base::trim(value->text).empty())
      notes.add("BIDS-DESCRIPTION-EMPTY", path, std::string(name));
  }
  const FieldValue *edition = fields.find(dataset.schema.known_field("BIDSVersion"));
  if (edition != nullptr && !edition->text.empty() && !dataset.schema.has_edition(edition->text))
    notes.add("BIDS-EDITION", path, "BIDSVersion");
  const FieldValue *type = fields.find(dataset.schema.known_field("DatasetType"));
  if (type != nullptr && type->text == "derivative" &&
      !fields.is_there[dataset.schema.known_field("GeneratedBy")])
    notes.add("BIDS-DESCRIPTION-FIELD", path, {}, "GeneratedBy");
}

void check_readme(const Dataset &dataset, Notes &notes) {
  std::vector<std::string> found;
  for (const std::string_view name : readme_files)
    if (dataset.tree.find(name) != nullptr) found.emplace_back(name);
  if (found.empty()) notes.add("BIDS-README-MISSING", "README");
  if (found.size() > 1) notes.add("BIDS-README-MANY", found[1]);
}

void note_unknown(const Dataset &dataset, const Folder &folder, Notes &notes) {
  for (const File &file : dataset.tree.files_of(folder)) {
    std::string path = dataset.tree.path_of(file);
    if (dataset.is_chosen(path)) notes.add("BIDS-FOLDER-UNKNOWN", std::move(path));
  }
  for (const auto below : folder.folders)
    note_unknown(dataset, dataset.tree.folders()[below], notes);
}

void check_phenotype(const Dataset &dataset, const Folder &folder, Notes &notes) {
  for (const File &file : dataset.tree.files_of(folder)) {
    const std::string path = dataset.tree.path_of(file);
    if (!dataset.is_chosen(path)) continue;
    const bool is_known = file.name.ends_with(".tsv") || file.name.ends_with(".json");
    if (!is_known)
      notes.add("BIDS-NAME", path);
    else if (file.kind != FileKind::regular)
      notes.add("BIDS-FILE-UNREADABLE", path);
    else if (dataset.tree.is_empty(file))
      notes.add("BIDS-FILE-EMPTY", path);
  }
  for (const auto below : folder.folders)
    note_unknown(dataset, dataset.tree.folders()[below], notes);
}

void check_file_in_root(const Dataset &dataset, const File &file, Items &above, Notes &notes) {
  const bool is_known = std::ranges::find(known_files, file.name) != known_files.end();
  if (!is_known) return add_file(dataset, file, {}, above, notes);
  const std::string path(file.name);
  if (!dataset.parts.bids || !dataset.is_chosen(path)) return;
  if (file.kind == FileKind::broken_link)
    notes.add("BIDS-LINK-BROKEN", path);
  else if (file.kind != FileKind::regular)
    notes.add("BIDS-FILE-UNREADABLE", path);
  else if (dataset.tree.is_empty(file) && path != "dataset_description.json")
    notes.add("BIDS-FILE-EMPTY", path);
}

} // namespace

std::vector<const Folder *> subjects_of(const Tree &tree) {
  std::vector<const Folder *> subjects;
  for (const auto index : tree.folders().front().folders)
    if (is_subject(tree.folders()[index])) subjects.push_back(&tree.folders()[index]);
  return subjects;
}

void check_root(const Dataset &dataset, Items &above, Notes &notes, Counts &counts) {
  const Folder &root = dataset.tree.folders().front();
  for (const File &file : dataset.tree.files_of(root))
    check_file_in_root(dataset, file, above, notes);
  counts.sidecars += above.sidecars.size();
  const auto subjects = subjects_of(dataset.tree);
  for (const auto index : root.folders) {
    const Folder &folder = dataset.tree.folders()[index];
    if (is_subject(folder) || !dataset.parts.bids) continue;
    if (folder.path == "phenotype")
      check_phenotype(dataset, folder, notes);
    else
      note_unknown(dataset, folder, notes);
  }
  if (dataset.parts.bids) {
    if (subjects.empty()) notes.add("BIDS-NO-SUBJECTS", {});
    if (std::ranges::any_of(readme_files,
                            [&](const char *name) { return dataset.is_missed(name); }))
      check_readme(dataset, notes);
    if (dataset.is_missed("dataset_description.json")) check_description(dataset, notes);
  }
  check_root_tables(dataset, notes, counts);
}

void check_root_orphans(const Dataset &dataset, const Items &above, Notes &notes) {
  for (const Item &item : above.items)
    if (item.sidecar != nullptr) check_orphan(dataset, item, notes);
}

} // namespace curate::validation
