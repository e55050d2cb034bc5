#include <libcurate/dictionary/finding_groups.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::dictionary {

namespace {

std::string place_of(const FindingGroup &group) {
  std::string place = group.column.empty() ? std::string() : "column " + group.column;
  if (group.first_rows.empty()) return place;
  if (!place.empty()) place += ", ";
  place += group.count == 1 ? "row " : "rows ";
  for (std::size_t i = 0; i < group.first_rows.size(); ++i)
    place += fmt::format("{}{}", i == 0 ? "" : ", ", group.first_rows[i]);
  if (group.count > group.first_rows.size())
    place += fmt::format(" and {} more", group.count - group.first_rows.size());
  return place;
}

} // namespace

FindingGroup *FindingGroups::add(Fault fault, const std::string &column, std::uint64_t row,
                                 int detail) {
  const auto [at, is_new] = places_.try_emplace(Key(column, fault, detail), groups_.size());
  if (is_new) {
    const FaultText &text = text_of(fault);
    groups_.push_back({fault,
                       column,
                       {text.severity,
                        std::string(text.code),
                        {},
                        {},
                        std::string(text.message),
                        std::string(text.remedy)},
                       0,
                       {}});
  }
  FindingGroup &group = groups_[at->second];
  ++group.count;
  if (row != 0 && group.first_rows.size() < places_told) group.first_rows.push_back(row);
  return is_new ? &group : nullptr;
}

Findings FindingGroups::findings(const std::string &file) const {
  Findings all;
  for (const FindingGroup &group : groups_) {
    Finding finding = group.finding;
    finding.file = file;
    finding.place = place_of(group);
    all.push_back(std::move(finding));
  }
  return all;
}

bool FindingGroups::has_errors() const {
  return std::ranges::any_of(
      groups_, [](const auto &group) { return group.finding.severity == Severity::error; });
}

} // namespace curate::dictionary
