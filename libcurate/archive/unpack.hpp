#pragma once

#include <cstddef>
#include <functional>
#include <libcurate/archive/source.hpp>
#include <libcurate/base/finding.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace curate::archive {

/// What a file is, told from its first bytes and, for zip and gzip, its name: office documents are
/// zip files too, and a .gz may hold a tar.
enum class Kind { plain, gzip, tar, compressed_tar, zip };

/// `start` should hold 512 bytes or more. A gzip file is `compressed_tar` only where its name ends
/// in .tar.gz or .tgz; `is_tar` tells of what it holds.
Kind kind_of(std::span<const std::byte> start, std::string_view name);

/// Whether the bytes begin like a tar.
bool is_tar(std::span<const std::byte> start);

/// What an archive held.
struct Unpacked {
  std::vector<Source> members; ///< in the archive's order
  std::size_t unwanted_members = 0;
  std::size_t empty_members = 0;
  Findings findings; ///< without file names: those are for the caller, who knows what it may say
};

/// Unpacks .zip, .tar, .tar.gz and .tar.zst into a spool. Members whose name leads outside, links
/// and special files are refused and never followed; a damaged archive gives a finding, and what
/// was read before stays. `is_wanted` sees the first bytes of each member (4096, or all) and says
/// whether it is worth keeping. Codes: ARCHIVE-ENTRY-OUTSIDE, ARCHIVE-ENTRY-LINK,
/// ARCHIVE-ENTRY-SPARSE, ARCHIVE-ENCRYPTED, ARCHIVE-DAMAGED, ARCHIVE-TOO-LARGE. Throws SystemError
/// when TMPDIR is full. Memory: some 100 kB, and 50 bytes per member
/// beside its name.
Unpacked unpack(const std::string &path,
                const std::function<bool(std::span<const std::byte> start)> &is_wanted);

} // namespace curate::archive
