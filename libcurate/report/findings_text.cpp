#include <fmt/format.h>
#include <libcurate/report/findings_text.hpp>
#include <map>
#include <tuple>

namespace curate::report {

namespace {

struct Group {
  std::string remedy;
  std::vector<std::string> places;
};

std::string place_of(const Finding &finding) {
  if (finding.file.empty() || finding.place.empty()) return finding.file + finding.place;
  return finding.file + ", " + finding.place;
}

} // namespace

std::string to_text(const Findings &findings, Severity least) {
  constexpr std::size_t told_places = 3;
  // Ordered by how bad, then by code: the worst first.
  std::map<std::tuple<int, std::string, std::string>, Group> groups;
  for (const auto &finding : findings) {
    if (finding.severity < least) continue;
    Group &group = groups[{-static_cast<int>(finding.severity), finding.code, finding.message}];
    group.remedy = finding.remedy;
    group.places.push_back(place_of(finding));
  }
  std::string text;
  for (const auto &[key, group] : groups) {
    const auto &[order, code, message] = key;
    text += fmt::format("{} [{}] {}", base::name_of(static_cast<Severity>(-order)), code, message);
    if (group.places.size() > 1) text += fmt::format(" ({} times)", group.places.size());
    text += "\n";
    std::size_t told = 0;
    for (const auto &place : group.places) {
      if (place.empty() || told++ >= told_places) continue;
      text += "    at " + place + "\n";
    }
    if (told > told_places) text += fmt::format("    and {} more\n", told - told_places);
    if (!group.remedy.empty()) text += "    remedy: " + group.remedy + "\n";
  }
  return text;
}

} // namespace curate::report
