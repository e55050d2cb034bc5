#pragma once

#include <libcurate/archive/bytes.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/release/write_release.hpp>
#include <span>
#include <string_view>
#include <sys/stat.h>

namespace curate::release {

/// One file on its way into a release, opened once: what is hashed is what is written. Throws
/// PolicyError RELEASE-FILE-CHANGED when it is no plain file any more.
class SourceFile {
public:
  explicit SourceFile(const ReleaseFile &file);
  SourceFile(SourceFile &&) noexcept = default;
  SourceFile &operator=(SourceFile &&) noexcept = default;
  ~SourceFile() = default;

  std::uint64_t size_bytes() const { return view().size(); }
  /// Gives the bytes in pieces, and back to the system what was given.
  void each_piece(const std::function<void(std::span<const std::byte>)> &take) const;
  /// After the last reading. Throws PolicyError RELEASE-FILE-CHANGED when the file changed since it
  /// was opened.
  void demand_unchanged() const;

private:
  std::span<const std::byte> view() const;

  const ReleaseFile *file_;
  archive::Bytes bytes_;
  struct stat opened_ {};
};

} // namespace curate::release
