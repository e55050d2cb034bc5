#include "tools/study_folder.hpp"

namespace curate::tools {

study::Study open_study(const std::string &folder) {
  return folder.empty() ? study::Study::find(fs::current_path()) : study::Study::open(folder);
}

std::optional<study::Study> find_study(const std::string &folder) {
  if (!folder.empty()) return study::Study::open(folder);
  for (fs::path at = fs::current_path(); !at.empty(); at = at.parent_path())
    if (fs::exists(at / "study.json")) return study::Study::open(at);
  return {};
}

} // namespace curate::tools
