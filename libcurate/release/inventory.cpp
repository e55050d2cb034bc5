#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/release/inventory.hpp>

#include <algorithm>
#include <map>
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

// What a file's name ends with.
void read_name(std::string_view name, StudyFile &file) {
  const std::size_t dot = std::min(name.find('.'), name.size());
  file.extension = name.substr(dot);
  for (const auto part : base::split(name.substr(0, dot), '_'))
    if (part.find('-') == part.npos) file.suffix = part;
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
  explicit Walk(std::map<std::string, study::FileRow> &recorded) : recorded_(recorded) {}

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
    if (found != recorded_.end()) file.recorded = std::move(found->second);
    inventory.files.push_back(std::move(file));
  }

  std::map<std::string, study::FileRow> &recorded_;
};

} // namespace

std::string_view entity_of(const StudyFile &file, std::string_view key) {
  std::string_view name = file.path;
  name.remove_prefix(std::min(name.rfind('/') + 1, name.size()));
  name = name.substr(0, name.find('.'));
  for (const auto part : base::split(name, '_'))
    if (part.size() > key.size() && part.starts_with(key) && part[key.size()] == '-')
      return part.substr(key.size() + 1);
  return {};
}

Inventory take_inventory(const study::Study &study, const study::Registry &registry) {
  std::map<std::string, study::FileRow> recorded;
  for (auto &row : registry.files())
    if (row.path.starts_with(dataset_prefix)) {
      auto path = row.path.substr(dataset_prefix.size());
      row.path = {}; // a file has it already
      recorded.emplace(std::move(path), std::move(row));
    }
  Walk walk(recorded);
  walk.folder(study.dataset(), "");
  std::ranges::sort(walk.inventory.files, {}, &StudyFile::path);
  std::ranges::sort(walk.inventory.findings, {}, &Finding::file);
  return std::move(walk.inventory);
}

} // namespace curate::release
