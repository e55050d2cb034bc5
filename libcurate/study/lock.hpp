#pragma once

#include <libcurate/base/fs.hpp>

namespace curate::study {

/// Holds a study for one writer: an advisory lock on private/lock, which the system lets go of when
/// the process ends, however it ends.
class Lock {
public:
  /// Throws SystemError STUDY-LOCKED when another process holds it.
  explicit Lock(const fs::path &private_folder);
  Lock(const Lock &) = delete;
  Lock &operator=(const Lock &) = delete;
  ~Lock();

private:
  int descriptor_ = -1;
};

} // namespace curate::study
