#pragma once

#include <cstdint>
#include <libcurate/archive/bytes.hpp>
#include <libcurate/base/result.hpp>
#include <memory>
#include <string>

namespace curate::archive {

/// Where an archive's unpacked members lie: an unlinked temporary file that goes with the process,
/// even when killed.
class Spool;

/// The most that one file may hold once it is inflated.
inline constexpr std::uint64_t most_inflated_bytes = std::uint64_t{1} << 33;

/// One readable run of bytes: a file, a gzipped file, or a member of an archive. Copies are cheap;
/// nothing is held open for plain files. Paths often hold people's names: `path` is for opening,
/// not for messages.
struct Source {
  std::string path;                   ///< the file itself, or the archive it is a member of
  std::string member;                 ///< the name inside the archive; empty for a plain file
  std::shared_ptr<const Spool> spool; ///< set for members: shared by all members of one archive
  std::uint64_t offset_bytes = 0;     ///< into the spool
  std::uint64_t length_bytes = 0;     ///< of the member; of a file where a scan told it
  bool is_gzip = false;               ///< a single .gz, inflated whenever it is read

  /// All of its bytes, mapped where possible. Fails with ARCHIVE-* or FILE-* codes; never more than
  /// `limit_bytes`, and of a .gz never more than `most_inflated_bytes`.
  Result<Bytes> read(std::uint64_t limit_bytes = std::uint64_t{1} << 36) const;

  /// Its beginning, and how long it is: enough for most headers. The whole of a .gz.
  struct Start {
    Bytes bytes;
    std::uint64_t whole_length_bytes = 0;
  };
  Result<Start> read_start(std::size_t wanted_bytes) const;
};

} // namespace curate::archive
