#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <libcurate/archive/spool.hpp>
#include <libcurate/base/error.hpp>
#include <string>

namespace curate::archive {

namespace {

std::string temporary_folder() {
  const char *named = std::getenv("TMPDIR");
  return named && *named ? named : "/tmp";
}

[[noreturn]] void fail(int error) {
  throw SystemError(fmt::format("archives are unpacked in {}, which cannot be written: {}; set "
                                "TMPDIR to a folder with more room",
                                temporary_folder(), std::strerror(error)));
}

// O_TMPFILE is missing on some file systems: there a named file is unlinked at once.
int open_unlinked() {
  const std::string folder = temporary_folder();
  int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
  if (file >= 0) return file;
  std::string name = folder + "/curate-XXXXXX";
  file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) fail(errno);
  ::unlink(name.c_str());
  return file;
}

} // namespace

Spool::Spool() : file_(open_unlinked()) {}

void Spool::append(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        ::pwrite(file_.number(), bytes.data(), bytes.size(), static_cast<off_t>(length_));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(errno);
    length_ += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

} // namespace curate::archive
