#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <libcurate/archive/bytes.hpp>
#include <libcurate/archive/descriptor.hpp>
#include <sys/mman.h>
#include <sys/stat.h>

namespace curate::archive {

namespace {

// Below this a read is cheaper than a map and its page faults; see tests/benchmarks/scan_speed.cpp.
constexpr std::uint64_t least_mapped_bytes = std::uint64_t{1} << 17;

auto unreadable() {
  return problem("FILE-UNREADABLE",
                 std::string("the file cannot be read: ") + std::strerror(errno));
}

// Gives what could be read: less than asked for when the file shrinks meanwhile.
Result<Bytes> read_part(int descriptor, std::uint64_t offset, std::size_t length) {
  auto buffer = std::make_unique_for_overwrite<std::byte[]>(length);
  std::size_t got = 0;
  while (got < length) {
    const ssize_t now =
        ::pread(descriptor, buffer.get() + got, length - got, static_cast<off_t>(offset + got));
    if (now < 0 && errno == EINTR) continue;
    if (now < 0) return unreadable();
    if (now == 0) break;
    got += static_cast<std::size_t>(now);
  }
  return Bytes(std::move(buffer), got);
}

} // namespace

Bytes::Bytes(std::vector<std::byte> owned) : owned_(std::move(owned)) {
  view_ = owned_;
}

Bytes::Bytes(std::unique_ptr<std::byte[]> buffer, std::size_t length_bytes)
    : buffer_(std::move(buffer)) {
  view_ = {buffer_.get(), length_bytes};
}

Result<Bytes> Bytes::from_descriptor(int descriptor, std::uint64_t offset_bytes,
                                     std::uint64_t length_bytes) {
  struct stat facts {};
  if (::fstat(descriptor, &facts) != 0) return unreadable();
  if (!S_ISREG(facts.st_mode)) return problem("FILE-UNREADABLE", "this is not a regular file");
  const auto size = static_cast<std::uint64_t>(facts.st_size);
  offset_bytes = std::min(offset_bytes, size);
  length_bytes = std::min(length_bytes, size - offset_bytes);
  if (length_bytes < least_mapped_bytes)
    return read_part(descriptor, offset_bytes, static_cast<std::size_t>(length_bytes));

  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const std::uint64_t before = offset_bytes % page;
  const auto length = static_cast<std::size_t>(length_bytes + before);
  void *mapped = ::mmap(nullptr, length, PROT_READ, MAP_PRIVATE, descriptor,
                        static_cast<off_t>(offset_bytes - before));
  if (mapped == MAP_FAILED) return unreadable();
  ShrinkGuard guard(mapped, length);
  if (!guard.is_watching()) {
    ::munmap(mapped, length);
    return read_part(descriptor, offset_bytes, static_cast<std::size_t>(length_bytes));
  }
  Bytes bytes;
  bytes.guard_ = std::move(guard);
  bytes.mapped_ = mapped;
  bytes.mapped_length_ = length;
  bytes.view_ = {static_cast<const std::byte *>(mapped) + before,
                 static_cast<std::size_t>(length_bytes)};
  return bytes;
}

Result<Bytes> Bytes::from_file(const std::string &path) {
  // Not to be held up by a pipe that nobody writes to.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) return unreadable();
  return from_descriptor(file.number(), 0, UINT64_MAX);
}

void Bytes::forget(std::span<const std::byte> part) const {
  if (!mapped_) return;
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto begin = reinterpret_cast<std::uintptr_t>(mapped_), end = begin + mapped_length_;
  // Only whole pages.
  const auto first =
      std::max(begin, (reinterpret_cast<std::uintptr_t>(part.data()) + page - 1) / page * page);
  const auto last =
      std::min(end, reinterpret_cast<std::uintptr_t>(part.data() + part.size()) / page * page);
  if (first < last) ::madvise(reinterpret_cast<void *>(first), last - first, MADV_DONTNEED);
}

Bytes::Bytes(Bytes &&other) noexcept
    : view_(std::exchange(other.view_, {})), owned_(std::move(other.owned_)),
      buffer_(std::move(other.buffer_)), mapped_(std::exchange(other.mapped_, nullptr)),
      mapped_length_(std::exchange(other.mapped_length_, 0)), guard_(std::move(other.guard_)) {}

Bytes &Bytes::operator=(Bytes &&other) noexcept {
  std::swap(view_, other.view_);
  std::swap(owned_, other.owned_);
  std::swap(buffer_, other.buffer_);
  std::swap(mapped_, other.mapped_);
  std::swap(mapped_length_, other.mapped_length_);
  guard_ = std::move(other.guard_); // swaps
  return *this;
}

Bytes::~Bytes() {
  guard_ = ShrinkGuard();
  if (mapped_) ::munmap(mapped_, mapped_length_);
}

} // namespace curate::archive
