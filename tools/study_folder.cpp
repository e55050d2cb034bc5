#include "tools/study_folder.hpp"

namespace curate::tools {

study::Study open_study(const std::string &folder) {
  return folder.empty() ? study::Study::find(fs::current_path()) : study::Study::open(folder);
}

} // namespace curate::tools
