#include <libcurate/verification/compare.hpp>
#include <libcurate/verification/description.hpp>
#include <libcurate/verification/purge_journal.hpp>
#include <libcurate/verification/purge_note.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace curate::verification {

namespace {

bool is_beside_the_manifest(std::string_view path) {
  return path == description_file || path == signature_file || path == manifest_file ||
         path == purge_note_file || path == purge_journal_file;
}

Finding finding(const char *code, std::string_view path, std::string place, const char *message,
                const char *remedy, Severity severity = Severity::error) {
  return {severity, code, shown(path), std::move(place), message, remedy};
}

constexpr const char *again = "download the release again, or ask whoever made it";

// What is neither file nor folder, and folders that hold nothing.
void check_kinds(const Contents &contents, Findings &findings) {
  for (std::size_t i = 0; i < contents.items.size(); ++i) {
    const Item &item = contents.items[i];
    if (item.kind == ItemKind::link)
      findings.push_back(finding("VERIFY-LINK", item.path, {},
                                 "this is a link: a release holds none, and it was not followed",
                                 again));
    if (item.kind == ItemKind::special)
      findings.push_back(finding("VERIFY-SPECIAL", item.path, {},
                                 "this is neither file nor folder; it was not opened", again));
    if (item.kind != ItemKind::folder) continue;
    const std::string below = item.path + "/";
    const auto next = std::ranges::lower_bound(contents.items, below, {}, &Item::path);
    if (next == contents.items.end() || !next->path.starts_with(below))
      findings.push_back(finding("VERIFY-FOLDER-EMPTY", item.path, {},
                                 "this folder holds nothing; a release has no such folder",
                                 "remove it", Severity::warning));
  }
}

} // namespace

Findings compare(const Contents &contents, std::span<const integrity::ManifestLine> manifest) {
  Findings findings;
  check_kinds(contents, findings);
  std::map<std::string_view, const Item *> there;
  for (const auto &item : contents.items)
    if (item.kind == ItemKind::file) there.emplace(item.path, &item);
  // What lies where nothing should, by its digest.
  std::map<integrity::Digest, std::vector<std::string_view>> strays;
  std::set<std::string_view> extra;
  for (const auto &[path, item] : there) {
    const auto line = std::ranges::lower_bound(
        manifest, path, {}, [](const auto &one) -> std::string_view { return one.path; });
    if ((line != manifest.end() && line->path == path) || is_beside_the_manifest(path)) continue;
    extra.insert(path);
    if (item->digest) strays[*item->digest].push_back(path);
  }
  for (const auto &line : manifest) {
    const auto found = there.find(line.path);
    if (found == there.end()) {
      auto &moved = strays[line.digest];
      if (moved.empty()) {
        findings.push_back(
            finding("VERIFY-FILE-MISSING", line.path, {}, "this file is missing", again));
        continue;
      }
      findings.push_back(finding("VERIFY-FILE-MISPLACED", line.path, shown(moved.back()),
                                 "this file lies under another name", "give it its name back"));
      extra.erase(moved.back());
      moved.pop_back();
    } else if (found->second->digest != line.digest) {
      findings.push_back(finding("VERIFY-FILE-CHANGED", line.path, {},
                                 "this file does not hold what was released", again));
    }
  }
  for (const auto path : extra)
    findings.push_back(finding("VERIFY-FILE-EXTRA", path, {}, "this file is no part of the release",
                               "move it out of the release, and do not trust it"));
  return findings;
}

} // namespace curate::verification
