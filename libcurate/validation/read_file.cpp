#include <libcurate/validation/read_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace curate::validation {

ReadOutcome read_small_file(const std::string &path, std::size_t most_bytes, std::string &text) {
  text.clear();
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return ReadOutcome::unreadable;
  struct stat status = {};
  ReadOutcome outcome = ReadOutcome::read;
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    outcome = ReadOutcome::unreadable;
  } else if (static_cast<std::size_t>(status.st_size) > most_bytes) {
    outcome = ReadOutcome::too_large;
  } else {
    text.resize(static_cast<std::size_t>(status.st_size));
    std::size_t done = 0;
    while (done < text.size()) {
      const ssize_t got = ::read(descriptor, text.data() + done, text.size() - done);
      if (got < 0) outcome = ReadOutcome::unreadable;
      if (got <= 0) break;
      done += static_cast<std::size_t>(got);
    }
    text.resize(done);
  }
  ::close(descriptor);
  return outcome;
}

} // namespace curate::validation
