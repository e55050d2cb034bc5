#pragma once

#include <cstdint>
#include <functional>
#include <libcurate/base/finding.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/integrity/digest.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::verification {

enum class ItemKind : std::uint8_t { file, folder, link, special };

/// Something that lies in a release.
struct Item {
  std::string path; ///< below the release's own folder, with "/" between
  ItemKind kind = ItemKind::file;
  std::uint64_t size_bytes = 0;
  std::optional<integrity::Digest> digest; ///< SHA-256; nothing where it could not be read
};

/// What lies in a release, whoever put it there.
struct Contents {
  bool is_archive = false;
  std::vector<Item> items;                  ///< sorted by path, bytewise
  std::map<std::string, std::string> texts; ///< of the small files at its top that are looked into
  Findings findings;                        ///< of reading; names are shown as `shown` shows them
};

/// How far the reading is, in bytes; the total is 0 where it is not known.
using ReadProgress = std::function<void(std::uint64_t done_bytes, std::uint64_t total_bytes)>;

/// Reads every file of a folder, or of a tar, tar.zst, tar.gz or zip without unpacking it. Links
/// are told of and never followed; special files are never opened. An archive's one folder at its
/// top is the release's own. Codes: VERIFY-ARCHIVE-DAMAGED, VERIFY-ARCHIVE-TOO-LARGE,
/// VERIFY-ARCHIVE-OUTSIDE, VERIFY-ARCHIVE-TWICE, VERIFY-ARCHIVE-ENCRYPTED, VERIFY-ARCHIVE-REPACKED,
/// VERIFY-UNREADABLE. Throws InputError when there is neither. Memory: some 200 bytes a file, and
/// 20 MB a job.
Contents read_contents(const fs::path &release, unsigned jobs, const ReadProgress &progress = {});

/// A path as it may be shown: what is no printable text is "?".
std::string shown(std::string_view path);

} // namespace curate::verification
