#pragma once

#include <cstdint>
#include <functional>
#include <libcurate/archive/pack.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/integrity/signature.hpp>
#include <libcurate/verification/description.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace curate::release {

/// A file of a release: one of the study's, or a text that was made for the release.
struct ReleaseFile {
  std::string path; ///< below the release's folder
  fs::path source;  ///< empty: `text` is what it holds
  std::string text;
  std::optional<integrity::Digest> expected; ///< what it was when it was checked
};

/// How a release is packed. Nothing: as a folder.
using Format = std::optional<archive::PackFormat>;

/// Where and how.
struct Writing {
  fs::path destination; ///< the folder or archive, under its final name
  std::string top;      ///< the one folder at the top of an archive
  Format format;
  std::int64_t time_s = 0; ///< of every file: since 1970-01-01 UTC
  unsigned jobs = 1;
  /// Told what is done, in bytes.
  std::function<void(std::uint64_t done_bytes, std::uint64_t total_bytes)> progress;
  /// Told of what was written when all of it is and nothing has its name yet: what it throws gives
  /// all up.
  std::function<void(const verification::Description &, std::span<const integrity::ManifestLine>)>
      before_commit;
};

/// Writes the files, sorted by path, and behind them MANIFEST.sha256, RELEASE.json (the description
/// with counts of files and bytes and the digests of the manifest filled in) and its signature, as
/// one stream, hashed on the way; gives the description. The destination appears when all of it is
/// there. The bytes depend on nothing but the files, the description, the key, top and time. Throws
/// PolicyError RELEASE-FILE-CHANGED when a file is not what was checked, or changes while it is
/// read; SystemError. Memory: some 64 MB a job, whatever the release holds.
verification::Description write_release(std::vector<ReleaseFile> files,
                                        verification::Description description,
                                        const integrity::SigningKey &key, const Writing &writing);

} // namespace curate::release
