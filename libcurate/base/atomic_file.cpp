#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace curate::base {

namespace {

[[noreturn]] void fail(std::string_view what, const fs::path &path) {
  const int error = errno;
  throw SystemError(fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(error)));
}

// Parent folders are made one by one, so that the text names the one that fails.
void make_parents(const fs::path &path) {
  if (!path.has_parent_path()) return;
  boost::system::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error)
    throw SystemError(
        fmt::format("cannot make the folder {}: {}", path.parent_path().string(), error.message()));
}

} // namespace

AtomicFile::AtomicFile(fs::path path)
    : path_(std::move(path)),
      partial_(path_.parent_path() / ("." + path_.filename().string() + ".partial")) {
  const auto begin = [&] {
    return ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  };
  // Most files come into folders that are there.
  descriptor_ = begin();
  if (descriptor_ < 0 && errno == ENOENT) {
    make_parents(path_);
    descriptor_ = begin();
  }
  if (descriptor_ < 0) fail("write", path_);
}

AtomicFile::AtomicFile(AtomicFile &&other) noexcept
    : path_(std::move(other.path_)), partial_(std::move(other.partial_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(partial_.c_str());
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", path_);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void AtomicFile::write(std::initializer_list<std::span<const std::byte>> parts) {
  std::array<iovec, 8> list{};
  std::size_t count = 0, size = 0;
  for (const auto part : parts) {
    if (part.empty() || count == list.size()) continue;
    list[count++] = {const_cast<std::byte *>(part.data()), part.size()};
    size += part.size();
  }
  ssize_t written = 0;
  do
    written = ::writev(descriptor_, list.data(), static_cast<int>(count));
  while (written < 0 && errno == EINTR);
  if (written < 0) fail("write", path_);
  if (static_cast<std::size_t>(written) == size) return;
  // A large or interrupted write ends early: the rest goes part by part.
  auto done = static_cast<std::size_t>(written);
  for (const auto part : parts) {
    const std::size_t skipped = std::min(done, part.size());
    write(part.subspan(skipped));
    done -= skipped;
  }
}

void AtomicFile::write(std::string_view text) {
  write(std::as_bytes(std::span(text)));
}

void AtomicFile::commit(Overwrite overwrite) {
  if (::close(std::exchange(descriptor_, -1)) != 0) {
    ::unlink(partial_.c_str());
    fail("write", path_);
  }
  if (overwrite == Overwrite::no) {
    const int taken = ::link(partial_.c_str(), path_.c_str());
    const int error = errno;
    if (taken == 0 || error == EEXIST) {
      ::unlink(partial_.c_str());
      errno = error;
      if (taken != 0) fail("replace", path_);
      return;
    }
    // Some file systems have no hard links: there the check and the rename are two steps.
    if (fs::exists(fs::symlink_status(path_))) {
      ::unlink(partial_.c_str());
      errno = EEXIST;
      fail("replace", path_);
    }
  }
  if (::rename(partial_.c_str(), path_.c_str()) != 0) {
    const int error = errno;
    ::unlink(partial_.c_str());
    errno = error;
    fail("name", path_);
  }
}

void write_file(const fs::path &path, std::string_view text, Overwrite overwrite) {
  AtomicFile file(path);
  file.write(text);
  file.commit(overwrite);
}

std::string read_file(const fs::path &path, std::size_t limit_bytes) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    throw InputError(fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
  std::string text;
  char buffer[1 << 16];
  ssize_t got = 0;
  while ((got = ::read(descriptor, buffer, sizeof buffer)) > 0 && text.size() <= limit_bytes)
    text.append(buffer, static_cast<std::size_t>(got));
  const int error = errno;
  ::close(descriptor);
  if (got < 0)
    throw InputError(fmt::format("cannot read {}: {}", path.string(), std::strerror(error)));
  if (text.size() > limit_bytes)
    throw InputError(fmt::format("{} is larger than {} bytes, the most that is read here",
                                 path.string(), limit_bytes));
  return text;
}

} // namespace curate::base
