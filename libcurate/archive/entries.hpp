#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace curate::archive {

/// What an archive says of one of its entries. Names may hold people's names.
struct EntryFacts {
  std::string name, link_target, owner, group;
  std::optional<std::int64_t> modified_s; ///< since 1970-01-01
  bool is_file = false;                   ///< not a folder, link or special file
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

/// Visits the entries of a zip or a tar, also one that is compressed (gzip, zstd, bzip2, xz); what
/// is compressed and no archive is one entry without a name. Links are told of and not followed.
/// `passed` is told of parts of the bytes that were read. Memory: some 100 kB, and up to 130 MB for
/// zstd and xz.
EntriesEnd each_entry(std::span<const std::byte> bytes,
                      const std::function<void(const EntryFacts &, const EntryReader &)> &visit,
                      const BlockSink &passed = {});

} // namespace curate::archive
