#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/base/result.hpp>
#include <memory>
#include <span>

namespace curate::archive {

/// What the first header of a gzip file says beside the data. Source: RFC 1952, 2.3.
struct GzipHead {
  bool has_name = false, has_comment = false, has_extra = false;
  std::uint32_t time_s = 0; ///< of the last change, in seconds since 1970; 0: not said
};

/// Unpacks a gzip file piece by piece, in some hundred kilobytes of memory, all members one after
/// the other; checksums are checked where a member ends.
class GzipStream {
public:
  /// Reads from an open file, which stays the caller's, from where it stands.
  explicit GzipStream(int descriptor);
  GzipStream(const GzipStream &) = delete;
  GzipStream &operator=(const GzipStream &) = delete;
  ~GzipStream();

  /// Fills `out`; fewer bytes only at the end. Fails with ARCHIVE-DAMAGED, ARCHIVE-TRUNCATED or
  /// FILE-UNREADABLE.
  Result<std::size_t> read(std::span<std::byte> out);
  /// Good after the first read.
  const GzipHead &head() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace curate::archive
