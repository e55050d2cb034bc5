#include <libcurate/base/error.hpp>
#include <libcurate/study/lock.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace curate::study {

Lock::Lock(const fs::path &private_folder) {
  const fs::path file = private_folder / "lock";
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0)
    throw SystemError("cannot lock the study: " + file.string() + ": " + std::strerror(errno));
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const int error = errno;
  ::close(descriptor_);
  if (error == EWOULDBLOCK)
    throw SystemError("STUDY-LOCKED: another run is writing to this study; wait until it is done");
  throw SystemError("cannot lock the study: " + file.string() + ": " + std::strerror(error));
}

Lock::~Lock() {
  ::close(descriptor_);
}

} // namespace curate::study
