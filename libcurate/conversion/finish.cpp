#include <algorithm>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/bids/dataset_files.hpp>
#include <libcurate/bids/field_map_links.hpp>
#include <libcurate/conversion/finish.hpp>
#include <libcurate/conversion/names.hpp>
#include <libcurate/integrity/digest.hpp>

namespace curate::conversion {

namespace {

constexpr std::string_view dataset_folder = "dataset/";

// Those of the registry's pictures that lie in the dataset.
std::vector<bids::WrittenPicture> pictures_of(const study::Registry &registry) {
  std::map<std::string, const study::NameRow *> name_of_key;
  const auto names = registry.names();
  for (const auto &row : names)
    name_of_key[key_of(row)] = &row;
  std::vector<bids::WrittenPicture> pictures;
  for (const auto &series : registry.series()) {
    for (const auto &picture : series.pictures) {
      if (picture.status != "written" || picture.name.starts_with("private/")) continue;
      const auto at = name_of_key.find(key_of(study::NameRow{series.series, picture.part, {}, {}}));
      if (at == name_of_key.end()) continue;
      if (auto name = entities_from(at->second->entities))
        pictures.push_back({std::move(*name), at->second->acquired});
    }
  }
  return pictures;
}

// Sidecars that were changed, or whose change a killed run did not record, get their new digest.
void record_digests(const study::Study &study, study::Registry &registry,
                    const std::set<std::string> &changed, bool all) {
  for (auto row : registry.series()) {
    bool is_new = false;
    for (auto &file : row.files) {
      if (!file.path.ends_with(".json") || !file.path.starts_with(dataset_folder)) continue;
      if (!all && !changed.contains(file.path.substr(dataset_folder.size()))) continue;
      if (!fs::exists(study.root() / file.path)) continue;
      const auto digest = integrity::hex(integrity::sha256_of_file(study.root() / file.path));
      is_new = is_new || digest != file.sha256;
      file.sha256 = digest;
    }
    if (is_new) registry.record(row);
  }
}

void remove_partial_files(const fs::path &dataset) {
  if (!fs::is_directory(dataset)) return;
  std::vector<fs::path> partial;
  for (const auto &entry : fs::recursive_directory_iterator(dataset)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".") && name.ends_with(".partial")) partial.push_back(entry.path());
  }
  for (const auto &path : partial)
    fs::remove(path);
}

} // namespace

UnfinishedMark::UnfinishedMark(const study::Study &study)
    : path_(study.private_folder() / "unfinished"), was_there_(fs::exists(path_)) {}

void UnfinishedMark::set() {
  if (!fs::exists(path_))
    base::write_file(path_, "a conversion was begun; the next one completes it\n",
                     base::Overwrite::yes);
}

void UnfinishedMark::clear() {
  boost::system::error_code ignored;
  fs::remove(path_, ignored);
}

Findings finish(const study::Study &study, study::Registry &registry,
                const std::set<Session> &touched, bool all) {
  if (all) remove_partial_files(study.dataset());
  bids::DatasetContent content;
  content.name = study.settings().name;
  content.pictures = pictures_of(registry);

  std::map<Session, std::vector<bids::WrittenPicture>> sessions;
  std::set<std::string> subjects;
  for (const auto &picture : content.pictures) {
    const auto &subject = picture.name.label(bids::Entity::sub);
    subjects.insert(subject);
    sessions[{subject, picture.name.label(bids::Entity::ses)}].push_back(picture);
  }
  for (const auto &subject : subjects)
    content.participants.push_back({subject, {}, {}});

  Findings findings;
  std::set<std::string> changed;
  for (const auto &[session, pictures] : sessions) {
    if (!all && !touched.contains(session)) continue;
    auto linked = bids::write_field_map_links(study.dataset(), pictures);
    findings.insert(findings.end(), linked.findings.begin(), linked.findings.end());
    changed.insert(linked.changed.begin(), linked.changed.end());
  }
  if (all || !changed.empty()) record_digests(study, registry, changed, all);
  if (!content.pictures.empty()) bids::write_dataset_files(study.dataset(), content);
  return findings;
}

} // namespace curate::conversion
