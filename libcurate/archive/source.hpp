#pragma once

#include <compare>
#include <cstdint>
#include <libcurate/archive/bytes.hpp>
#include <libcurate/base/result.hpp>
#include <memory>
#include <string>
#include <string_view>

namespace curate::archive {

/// Where an archive's unpacked members lie: an unlinked temporary file that goes with the process,
/// even when killed.
class Spool;

/// The most that one file may hold once it is inflated.
inline constexpr std::uint64_t most_inflated_bytes = std::uint64_t{1} << 33;

/// Where many sources lie: a folder or an archive, and the names of all of them, one after the
/// other, so that a source costs no more than the letters of its name.
struct Place {
  std::string path;                   ///< the folder with its slash at the end, or the archive
  std::shared_ptr<const Spool> spool; ///< of an archive: holds its members
  std::string names;                  ///< grown by `Source::add` alone
};

/// One readable run of bytes: a file, a gzipped file, or a member of an archive. Copies are cheap;
/// nothing is held open for plain files. Paths often hold people's names: `path` is for opening,
/// not for messages.
class Source {
public:
  std::uint64_t offset_bytes = 0; ///< of a member: into the spool
  std::uint64_t length_bytes = 0; ///< of the member; of a file where a scan told it
  bool is_gzip : 1 = false;       ///< a single .gz, inflated whenever it is read

  Source() = default;
  /// A file by its path.
  static Source of_file(std::string_view path);
  /// A file of a folder or a member of an archive, which is named in the place. Not to be called
  /// while another thread reads a source of the same place. Throws SystemError when the names of
  /// one place fill 2 GB.
  static Source add(const std::shared_ptr<Place> &place, std::string_view name);

  /// The file itself, or the archive it is a member of.
  std::string path() const;
  /// The name inside the archive; empty for a plain file.
  std::string_view member() const { return is_member() ? name() : std::string_view(); }
  bool is_member() const { return place_ && place_->spool; }

  /// All of its bytes, mapped where possible. Fails with ARCHIVE-* or FILE-* codes; never more than
  /// `limit_bytes`, and of a .gz never more than `most_inflated_bytes`.
  Result<Bytes> read(std::uint64_t limit_bytes = std::uint64_t{1} << 36) const;

  /// Its beginning, and how long it is: enough for most headers. The whole of a .gz.
  struct Start {
    Bytes bytes;
    std::uint64_t whole_length_bytes = 0;
  };
  Result<Start> read_start(std::size_t wanted_bytes) const;

  /// By path, then by member, bytewise.
  friend std::strong_ordering order_of(const Source &a, const Source &b);

private:
  std::string_view folder() const { return place_ ? std::string_view(place_->path) : ""; }
  std::string_view name() const;
  /// The stored bytes before any inflating, at most `wanted_bytes` of them.
  Result<Start> stored(std::uint64_t wanted_bytes) const;

  std::uint32_t name_length_ : 31 = 0;
  std::uint32_t name_at_ = 0;          ///< in the place's names
  std::shared_ptr<const Place> place_; ///< shared by all that lie there
};
static_assert(sizeof(Source) <= 40);

} // namespace curate::archive
