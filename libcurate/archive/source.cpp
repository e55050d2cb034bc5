#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <libcurate/archive/descriptor.hpp>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/archive/source.hpp>
#include <libcurate/archive/spool.hpp>
#include <sys/stat.h>

namespace curate::archive {

namespace {

// Pictures shrink to a half, empty ones to a hundredth: what grows further is small, or made to
// fill the memory.
constexpr std::uint64_t always_inflated_bytes = std::uint64_t{1} << 29, most_growth = 32;

// The stored bytes before any inflating, at most `wanted` of them, and how many there are.
Result<Source::Start> stored(const Source &source, std::uint64_t wanted) {
  if (source.spool) {
    auto bytes = Bytes::from_descriptor(source.spool->descriptor(), source.offset_bytes,
                                        std::min(wanted, source.length_bytes));
    if (!bytes) return tl::unexpected(bytes.error());
    return Source::Start{std::move(*bytes), source.length_bytes};
  }
  // Not to be held up by a pipe that nobody writes to.
  const Descriptor file(::open(source.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat facts {};
  if (!file.is_open() || ::fstat(file.number(), &facts) != 0)
    return problem("FILE-UNREADABLE",
                   std::string("the file cannot be read: ") + std::strerror(errno));
  auto bytes = Bytes::from_descriptor(file.number(), 0, wanted);
  if (!bytes) return tl::unexpected(bytes.error());
  return Source::Start{std::move(*bytes), static_cast<std::uint64_t>(facts.st_size)};
}

} // namespace

Result<Bytes> Source::read(std::uint64_t limit_bytes) const {
  auto start = stored(*this, UINT64_MAX);
  if (!start) return tl::unexpected(start.error());
  if (start->whole_length_bytes > limit_bytes)
    return problem("FILE-TOO-LARGE", "the file is larger than is read");
  if (!is_gzip) return std::move(start->bytes);
  const std::uint64_t growth =
      std::max(always_inflated_bytes, most_growth * start->whole_length_bytes);
  return gunzip(start->bytes.view(), std::min({limit_bytes, most_inflated_bytes, growth}));
}

Result<Source::Start> Source::read_start(std::size_t wanted_bytes) const {
  if (!is_gzip) return stored(*this, wanted_bytes);
  auto bytes = read();
  if (!bytes) return tl::unexpected(bytes.error());
  const std::uint64_t length = bytes->view().size();
  return Start{std::move(*bytes), length};
}

} // namespace curate::archive
