#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/dicom/scan.hpp>
#include <libcurate/dicom/tag.hpp>
#include <libcurate/withdrawal/originals.hpp>

#include <mutex>
#include <set>

namespace curate::withdrawal {

namespace {

class Labels {
public:
  Labels(const study::Study &study, const std::map<std::string, std::string> &people,
         const std::map<std::string, std::string> &given)
      : pseudonyms_(study.key(), study.settings().site), people_(people), given_(given) {}

  std::string of(const Secret<dicom::Identity> &identity, std::string &token) const {
    if (const auto person = pseudonyms_.person_token(identity)) token = *person;
    const auto given = given_.find(identity.reveal().patient_id);
    if (given != given_.end()) return given->second;
    if (token.empty()) return {};
    const auto known = people_.find(token);
    return known != people_.end() ? known->second : pseudonyms_.computed_label(token);
  }

private:
  deid::Pseudonyms pseudonyms_;
  const std::map<std::string, std::string> &people_, &given_;
};

std::string path_of(const archive::Source &source) {
  return source.is_member() ? source.path() + "/" + std::string(source.member()) : source.path();
}

} // namespace

OriginalFiles original_files(const study::Study &study,
                             const std::map<std::string, std::string> &people,
                             const std::map<std::string, std::string> &given,
                             const std::string &label, std::span<const fs::path> roots,
                             unsigned jobs) {
  const Labels labels(study, people, given);
  OriginalFiles out;
  std::set<std::string> ids, uids, paths;
  std::mutex one_at_a_time;
  const auto scanned = dicom::scan(
      roots, jobs, {}, [&](const dicom::Header &header, const dicom::Instance &instance) {
        std::string token;
        if (!instance.identity || labels.of(*instance.identity, token) != label) return;
        // Study, series, frame of reference and the object itself.
        constexpr dicom::Tag uid_tags[] = {
            {0x0020, 0x000D}, {0x0020, 0x000E}, {0x0020, 0x0052}, {0x0008, 0x0018}};
        const std::lock_guard lock(one_at_a_time);
        for (const auto tag : uid_tags)
          uids.emplace(header.root().text(tag).reveal());
        ids.insert(instance.identity->reveal().patient_id);
        if (!token.empty()) out.people.insert(token);
      });
  for (const auto &instance : scanned.instances) {
    std::string token;
    if (instance.identity && labels.of(*instance.identity, token) == label)
      paths.insert(path_of(instance.source));
    else
      ++out.of_others;
  }
  out.paths.assign(paths.begin(), paths.end());
  for (const auto &id : ids)
    out.known.ids.emplace_back(id);
  for (const auto &uid : uids)
    out.known.uids.emplace_back(uid);
  return out;
}

} // namespace curate::withdrawal
