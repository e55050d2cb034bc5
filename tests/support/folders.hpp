#pragma once

#include <libcurate/base/fs.hpp>
#include <optional>

namespace curate::support {

/// The folder of public scans that stands beside a developer's checkout (../shared/data); nothing
/// on a user's machine. Tests that read it skip, saying so, when it is absent.
std::optional<fs::path> shared_data();

/// A folder of its own for one test, made empty under the build's temporary folder and removed at
/// the end.
class TemporaryFolder {
public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;
  const fs::path &path() const { return path_; }

private:
  fs::path path_;
};

} // namespace curate::support
