#include <libcurate/base/error.hpp>
#include <libcurate/release/source_file.hpp>

#include <algorithm>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace curate::release {

namespace {

constexpr std::size_t piece_bytes = std::size_t{8} << 20;

[[noreturn]] void refuse(const ReleaseFile &file, const char *what) {
  throw PolicyError(
      "RELEASE-FILE-CHANGED",
      fmt::format("{} {}; nothing was released: build again when nobody writes to the "
                  "study",
                  file.path, what));
}

} // namespace

SourceFile::SourceFile(const ReleaseFile &file) : file_(&file) {
  if (file.source.empty()) return;
  const int descriptor =
      ::open(file.source.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0) refuse(file, "cannot be read");
  const bool is_file = ::fstat(descriptor, &opened_) == 0 && S_ISREG(opened_.st_mode);
  auto bytes = is_file ? archive::Bytes::from_descriptor(descriptor, 0, std::uint64_t(-1))
                       : Result<archive::Bytes>(problem("", ""));
  ::close(descriptor);
  if (!bytes) refuse(file, "cannot be read");
  bytes_ = std::move(*bytes);
}

std::span<const std::byte> SourceFile::view() const {
  return file_->source.empty() ? std::as_bytes(std::span(file_->text)) : bytes_.view();
}

void SourceFile::each_piece(const std::function<void(std::span<const std::byte>)> &take) const {
  const auto whole = view();
  for (std::size_t at = 0; at < whole.size(); at += piece_bytes) {
    const auto piece = whole.subspan(at, std::min(piece_bytes, whole.size() - at));
    take(piece);
    if (whole.size() > piece_bytes) bytes_.forget(piece);
  }
}

void SourceFile::demand_unchanged() const {
  if (file_->source.empty()) return;
  struct stat now {};
  const bool is_same = ::lstat(file_->source.c_str(), &now) == 0 && now.st_ino == opened_.st_ino &&
                       now.st_dev == opened_.st_dev && now.st_size == opened_.st_size &&
                       now.st_mtim.tv_sec == opened_.st_mtim.tv_sec &&
                       now.st_mtim.tv_nsec == opened_.st_mtim.tv_nsec &&
                       now.st_ctim.tv_sec == opened_.st_ctim.tv_sec &&
                       now.st_ctim.tv_nsec == opened_.st_ctim.tv_nsec;
  if (!is_same || bytes_.is_cut()) refuse(*file_, "changed while it was read");
}

} // namespace curate::release
