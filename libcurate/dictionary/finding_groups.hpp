#pragma once

#include <cstdint>
#include <libcurate/base/finding.hpp>
#include <libcurate/dictionary/fault.hpp>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace curate::dictionary {

/// The same thing wrong in one column, at one or more rows.
struct FindingGroup {
  Fault fault = Fault::none;
  std::string column; ///< empty where it is about rows or the table
  Finding finding;    ///< without its place
  std::uint64_t count = 0;
  std::vector<std::uint64_t> first_rows; ///< at most `places_told`
};

/// Gathers faults by column and kind: a table with a million wrong cells gives a few findings.
class FindingGroups {
public:
  /// How many rows of each group are named.
  static constexpr std::size_t places_told = 10;

  /// A fault at a row (0: of the whole column or table). `detail` tells groups of one fault apart
  /// (the rule's number). Gives the group where it is new, so that its texts may be completed.
  FindingGroup *add(Fault fault, const std::string &column, std::uint64_t row, int detail = 0);

  /// In the order of columns as first added, and of faults. Places read "column age, rows 3, 7".
  Findings findings(const std::string &file) const;
  const std::vector<FindingGroup> &groups() const { return groups_; }
  bool has_errors() const;

private:
  using Key = std::tuple<std::string, Fault, int>;
  std::map<Key, std::size_t> places_;
  std::vector<FindingGroup> groups_;
};

} // namespace curate::dictionary
