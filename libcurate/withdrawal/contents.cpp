#include <libcurate/archive/descriptor.hpp>
#include <libcurate/archive/gzip_stream.hpp>
#include <libcurate/withdrawal/contents.hpp>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace curate::withdrawal {

namespace {

constexpr std::size_t first_bytes = std::size_t{64} << 10;
constexpr std::size_t piece_bytes = std::size_t{1} << 20;

// Fewer bytes than asked for only at the end; nothing where it cannot be read.
std::optional<std::size_t> read_all(int file, char *out, std::size_t size) {
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got = ::read(file, out + have, size - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {};
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  return have;
}

int open_in(int folder, const char *name) {
  return ::openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
}

bool is_gzip_name(std::string_view name) {
  return name.ends_with(".gz") || name.ends_with(".mgz") || name.ends_with(".tgz");
}

} // namespace

std::optional<std::string_view> small_text(int folder, const char *name, std::size_t limit_bytes,
                                           std::string &buffer, bool &is_read) {
  const archive::Descriptor file(open_in(folder, name));
  is_read = file.is_open();
  if (!is_read) return std::string_view();
  if (buffer.size() < first_bytes) buffer.resize(first_bytes);
  std::size_t have = 0;
  while (true) {
    // One call of the system for a small file: it gives fewer bytes than it might.
    const ssize_t got = ::read(file.number(), buffer.data() + have, buffer.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      is_read = false;
      return std::string_view();
    }
    have += static_cast<std::size_t>(got);
    if (have < buffer.size()) {
      if (got == 0 || have < first_bytes) break;
      continue;
    }
    if (buffer.size() > limit_bytes) return {};
    buffer.resize(std::min(buffer.size() * 4, limit_bytes + 1));
  }
  return std::string_view(buffer.data(), have);
}

std::optional<std::uint64_t> each_piece(int folder, const char *name, std::size_t overlap,
                                        const std::function<bool(std::string_view)> &take) {
  const archive::Descriptor file(open_in(folder, name));
  if (!file.is_open()) return {};
  std::string buffer(piece_bytes, '\0');
  std::optional<archive::GzipStream> packed;
  if (is_gzip_name(name)) packed.emplace(file.number());
  std::uint64_t total = 0;
  std::size_t kept = 0;
  while (true) {
    std::optional<std::size_t> got;
    if (packed) {
      const auto unpacked = packed->read(
          std::as_writable_bytes(std::span(buffer.data() + kept, buffer.size() - kept)));
      if (unpacked) {
        got = *unpacked;
      } else if (total == 0 && ::lseek(file.number(), 0, SEEK_SET) == 0) {
        packed.reset(); // no gzip file in spite of its name
        continue;
      }
    } else {
      got = read_all(file.number(), buffer.data() + kept, buffer.size() - kept);
    }
    if (!got) return {};
    const std::size_t have = kept + *got;
    total += *got;
    if (*got > 0 && !take(std::string_view(buffer.data(), have))) return total;
    if (have < buffer.size()) return total;
    kept = std::min(overlap, have);
    std::copy(buffer.data() + have - kept, buffer.data() + have, buffer.data());
  }
}

} // namespace curate::withdrawal
