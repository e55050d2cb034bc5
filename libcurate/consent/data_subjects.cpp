#include <libcurate/consent/data_subjects.hpp>

namespace curate::consent {

std::set<std::string> data_subjects(const study::Study &study, study::Database &database) {
  std::set<std::string> subjects;
  for (const auto &row :
       database.select({"DISTINCT label"}, "FROM series WHERE label <> '' AND status = 'written'"))
    subjects.insert(row[0]);
  if (!fs::is_directory(study.dataset())) return subjects;
  for (const auto &entry : fs::directory_iterator(study.dataset())) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("sub-") && fs::is_directory(entry.status()))
      subjects.insert(name.substr(4));
  }
  return subjects;
}

} // namespace curate::consent
