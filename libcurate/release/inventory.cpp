#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/release/inventory.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace curate::release {

namespace {

constexpr std::string_view dataset_prefix = "dataset/";

bool is_left_out(std::string_view name) {
  constexpr std::string_view folders[] = {"derivatives", "sourcedata", "code", "logs"};
  return name.starts_with('.') || std::ranges::find(folders, name) != std::end(folders);
}

bool is_text(std::string_view path) {
  constexpr std::string_view names[] = {
      "README",  "README.md", "README.rst",   "README.txt",
      "CHANGES", "LICENSE",   "CITATION.cff", "dataset_description.json"};
  return std::ranges::find(names, path) != std::end(names);
}

// The labels of a folder or file name's entities.
void read_name(std::string_view name, StudyFile &file) {
  const std::size_t dot = std::min(name.find('.'), name.size());
  file.extension = name.substr(dot);
  for (const auto part : base::split(name.substr(0, dot), '_')) {
    const auto dash = part.find('-');
    if (dash == part.npos)
      file.suffix = part;
    else
      file.entities.emplace(part.substr(0, dash), part.substr(dash + 1));
  }
}

FileKind kind_of(const StudyFile &file, const std::vector<std::string_view> &parts) {
  if (parts.size() == 1) {
    if (file.path == "participants.tsv") return FileKind::participants;
    if (file.path == "participants.json") return FileKind::dictionary;
    return is_text(file.path) ? FileKind::text : FileKind::shared;
  }
  if (parts[0] == "phenotype")
    return file.extension == ".tsv"    ? FileKind::phenotype
           : file.extension == ".json" ? FileKind::dictionary
                                       : FileKind::shared;
  if (file.subject.empty()) return FileKind::shared;
  if (file.suffix == "sessions" || file.suffix == "scans") return FileKind::subject_table;
  return file.extension == ".nii" || file.extension == ".nii.gz" ? FileKind::picture
                                                                 : FileKind::beside;
}

StudyFile file_of(std::string path) {
  StudyFile file;
  file.path = std::move(path);
  const auto parts = base::split(file.path, '/');
  read_name(parts.back(), file);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i)
    if (parts[i].starts_with("sub-") && i == 0)
      file.subject = parts[i].substr(4);
    else if (parts[i].starts_with("ses-") && i == 1)
      file.session = parts[i].substr(4);
    else
      file.datatype = parts[i];
  file.kind = kind_of(file, parts);
  return file;
}

class Walk {
public:
  explicit Walk(const std::map<std::string, study::FileRow> &recorded) : recorded_(recorded) {}

  void folder(const fs::path &path, const std::string &below) {
    std::set<std::string> left_out;
    for (const auto &entry : fs::directory_iterator(path)) {
      const std::string name = entry.path().filename().string();
      const auto type = entry.symlink_status().type();
      if (is_left_out(name) && (below.empty() || name.starts_with('.')))
        left_out.insert(name);
      else if (type == fs::directory_file)
        folder(entry.path(), below + name + "/");
      else if (type == fs::regular_file)
        add(below + name);
      else
        inventory.findings.push_back({Severity::error,
                                      "RELEASE-NO-FILE",
                                      below + name,
                                      {},
                                      "this is a link or no file; a release holds files alone",
                                      "move it out of the dataset"});
    }
    if (left_out.erase(".bidsignore"), below.empty())
      for (const auto &name : left_out)
        inventory.findings.push_back(
            {Severity::info, "RELEASE-LEFT-OUT", name, {}, "this is no part of releases", {}});
  }

  Inventory inventory;

private:
  void add(std::string path) {
    StudyFile file = file_of(std::move(path));
    const auto found = recorded_.find(file.path);
    if (found != recorded_.end()) file.recorded = found->second;
    inventory.files.push_back(std::move(file));
  }

  const std::map<std::string, study::FileRow> &recorded_;
};

} // namespace

Inventory take_inventory(const study::Study &study, const study::Registry &registry) {
  std::map<std::string, study::FileRow> recorded;
  for (auto &row : registry.files())
    if (row.path.starts_with(dataset_prefix))
      recorded.emplace(row.path.substr(dataset_prefix.size()), std::move(row));
  Walk walk(recorded);
  walk.folder(study.dataset(), "");
  std::ranges::sort(walk.inventory.files, {}, &StudyFile::path);
  std::ranges::sort(walk.inventory.findings, {}, &Finding::file);
  return std::move(walk.inventory);
}

} // namespace curate::release
