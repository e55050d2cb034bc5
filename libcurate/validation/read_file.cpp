#include <libcurate/validation/read_file.hpp>

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace curate::validation {

ReadOutcome read_small_file(int folder, const std::string &path, std::size_t most_bytes,
                            std::string &text) {
  text.clear();
  const int descriptor = ::openat(folder, path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return ReadOutcome::unreadable;
  // No length is asked for first: most files fit one read, and a regular file ends at a short one.
  constexpr std::size_t first_bytes = std::size_t{16} << 10;
  ReadOutcome outcome = ReadOutcome::read;
  std::size_t done = 0;
  while (true) {
    text.resize(std::max(first_bytes, 2 * done));
    const std::size_t wanted = text.size() - done;
    const ssize_t got = ::read(descriptor, text.data() + done, wanted);
    if (got < 0) outcome = ReadOutcome::unreadable;
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
    if (done > most_bytes) outcome = ReadOutcome::too_large;
    if (done > most_bytes || static_cast<std::size_t>(got) < wanted) break;
  }
  text.resize(done);
  ::close(descriptor);
  return outcome;
}

} // namespace curate::validation
