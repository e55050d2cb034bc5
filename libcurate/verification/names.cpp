#include <libcurate/base/text.hpp>
#include <libcurate/verification/contents.hpp>
#include <libcurate/verification/names.hpp>

#include <algorithm>
#include <vector>

namespace curate::verification {

namespace {

constexpr std::size_t most_name_bytes = 255;

bool is_reserved(std::string_view part) {
  const std::string name = base::lower(part.substr(0, part.find('.')));
  for (const char *device : {"con", "prn", "aux", "nul"})
    if (name == device) return true;
  return name.size() == 4 && (name.starts_with("com") || name.starts_with("lpt")) &&
         name[3] >= '1' && name[3] <= '9';
}

bool is_portable(std::string_view part) {
  if (part.size() > most_name_bytes || part.ends_with('.') || part.ends_with(' ')) return false;
  const auto is_bad = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte >= 0x7f ||
           std::string_view("<>:\"\\|?*").find(c) != std::string::npos;
  };
  return std::ranges::none_of(part, is_bad) && !is_reserved(part);
}

} // namespace

Findings check_names(std::span<const std::string> paths) {
  Findings findings;
  std::vector<std::pair<std::string, const std::string *>> folded;
  folded.reserve(paths.size());
  for (const auto &path : paths) {
    folded.emplace_back(base::lower(path), &path);
    if (!std::ranges::all_of(base::split(path, '/'), is_portable))
      findings.push_back({Severity::warning,
                          "VERIFY-NAME-UNPORTABLE",
                          shown(path),
                          {},
                          "other systems cannot hold this name, or write it in another way",
                          "use letters, digits, '-', '_' and '.'"});
  }
  std::ranges::sort(folded, {}, [](const auto &one) { return std::pair(one.first, *one.second); });
  for (std::size_t i = 1; i < folded.size(); ++i)
    if (folded[i].first == folded[i - 1].first && *folded[i].second != *folded[i - 1].second)
      findings.push_back({Severity::error, "VERIFY-NAME-COLLISION", shown(*folded[i].second),
                          shown(*folded[i - 1].second),
                          "these two names are one on systems that do not tell a from A",
                          "unpack the release on a system that does"});
  return findings;
}

} // namespace curate::verification
