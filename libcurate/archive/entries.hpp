#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace curate::archive {

/// What an archive says of one of its entries. Names may hold people's names.
struct EntryFacts {
  std::string name, link_target, owner, group;
  std::optional<std::int64_t> modified_s;  ///< since 1970-01-01
  std::optional<std::uint64_t> size_bytes; ///< as the archive says; some say nothing
  bool is_file = false;                    ///< not a folder, link or special file
  bool is_folder = false;
  bool is_encrypted = false;
};

/// Why reading an archive ended.
enum class EntriesEnd {
  complete,
  damaged,  ///< what stands before the damage was given
  too_large ///< grows more than a thousandfold: the rest was not read
};

/// Takes the bytes of an entry, block by block.
using BlockSink = std::function<void(std::span<const std::byte>)>;
/// Gives the bytes of the entry that is visited; false where they are damaged.
using EntryReader = std::function<bool(const BlockSink &)>;

/// The entries of a zip or a tar, one after the other, also of one that is compressed (gzip, zstd,
/// bzip2, xz); what is compressed and no archive is one entry without a name. Links are told of and
/// not followed. Memory: some 100 kB, and up to 130 MB for zstd and xz.
class Entries {
public:
  /// The bytes outlive it. `passed` is told of parts of the bytes that were read. With `unpacked`,
  /// which is told of every byte of the tar inside, the archive must be a compressed tar.
  explicit Entries(std::span<const std::byte> bytes, BlockSink passed = {},
                   BlockSink unpacked = {});
  Entries(const Entries &) = delete;
  Entries &operator=(const Entries &) = delete;
  ~Entries();

  /// The next entry; nothing at the end.
  std::optional<EntryFacts> next();
  /// Gives the bytes of the entry that `next` gave; false where they are damaged. The blocks of an
  /// archive that is not compressed are parts of its bytes.
  bool read(const BlockSink &sink);
  /// Reads what stands behind the last entry of a compressed tar, for `unpacked`.
  void read_rest();
  /// Why there is no next one.
  EntriesEnd end() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Visits all entries.
EntriesEnd each_entry(std::span<const std::byte> bytes,
                      const std::function<void(const EntryFacts &, const EntryReader &)> &visit,
                      const BlockSink &passed = {});

} // namespace curate::archive
