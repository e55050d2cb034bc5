#pragma once

#include <cstdint>
#include <functional>
#include <libcurate/base/day.hpp>
#include <libcurate/base/finding.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/consent/access.hpp>
#include <libcurate/release/write_release.hpp>
#include <libcurate/verification/description.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::release {

/// What somebody asks to release.
struct Request {
  std::optional<verification::Version> version; ///< may be missing where nothing is built
  std::string license_id;
  consent::Access access = consent::Access::controlled;
  verification::Selection selection;
  std::optional<std::string> recipient; ///< gets labels of its own
  Format format;
  std::optional<std::string> doi;
  std::optional<base::Day> date;            ///< of a new version; else today
  std::vector<std::string> changes;         ///< sentences for CHANGES, beside what is counted
  std::vector<std::string> source_licenses; ///< of what the dataset was made from
  std::optional<fs::path> license_text;     ///< the full text of the licence
  /// Searches the dataset again for what identified people in their originals; none: what was
  /// recorded when files were written counts. What it finds goes to the gate of leaks.
  std::function<Findings()> search_again;
  unsigned jobs = 1;
  std::function<void(std::string_view phase, std::uint64_t done, std::uint64_t total)> progress;
};

/// "folder", "tar", "tar.zst", "zip".
std::string_view name_of(const Format &format);
/// By that name; "folder" for any other.
Format format_of(std::string_view name);

/// "1.0.0", or "1.0.0@name" of a recipient's own: what a release is recorded under.
std::string key_of(const verification::Version &version,
                   const std::optional<std::string> &recipient);

} // namespace curate::release
