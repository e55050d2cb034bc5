#include "tests/support/folders.hpp"

namespace curate::support {

std::optional<fs::path> shared_data() {
  const fs::path folder = fs::path(CURATE_SOURCE_DIR).parent_path() / "shared" / "data";
  if (!fs::is_directory(folder)) return {};
  return folder;
}

TemporaryFolder::TemporaryFolder()
    : path_(fs::temp_directory_path() / fs::unique_path("curate-test-%%%%-%%%%-%%%%")) {
  fs::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  boost::system::error_code ignored;
  fs::remove_all(path_, ignored);
}

} // namespace curate::support
