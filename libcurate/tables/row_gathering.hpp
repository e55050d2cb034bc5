#pragma once

#include <libcurate/bids/tsv.hpp>
#include <libcurate/tables/column_plan.hpp>
#include <libcurate/tables/who.hpp>
#include <map>
#include <set>

namespace curate::tables {

/// Takes the checked rows of a clinical table and makes those of the dataset of them: the keys
/// first, then what is kept. What is wrong with keys becomes findings.
class RowGathering {
public:
  /// All of it outlives the gathering.
  RowGathering(const std::vector<PlannedColumn> &plan, const Who &who, bool skips_unknown);

  void take(const dictionary::CheckedRow &row);

  /// Ids of nobody, rows that say the same twice, sessions that are no labels, and cells in which
  /// the id of some row stands.
  Findings findings(const std::string &file) const;
  bids::Tsv table() const { return table_; }
  std::size_t skipped() const { return skipped_; }

private:
  struct Wrong {
    Problem problem;
    Severity severity = Severity::error;
    std::string column;
    std::vector<std::uint64_t> rows;
  };

  void tell(const Problem &problem, const std::string &column, std::uint64_t row,
            Severity severity = Severity::error);
  void take_person(const dictionary::CheckedRow &row, const std::string &label);

  const std::vector<PlannedColumn> &plan_;
  const Who &who_;
  bool skips_unknown_;
  std::size_t id_ = 0, skipped_ = 0;
  std::optional<std::size_t> session_;
  bids::Tsv table_;
  std::set<std::pair<std::string, std::string>> keys_;
  std::set<std::string> ids_;          ///< as they came: never shown
  std::vector<std::uint64_t> numbers_; ///< of the rows of table_
  std::map<std::pair<std::string, std::string>, Wrong> wrong_;
};

} // namespace curate::tables
