#pragma once

#include <libcurate/consent/scope_cells.hpp>
#include <libcurate/consent/table_import.hpp>
#include <libcurate/dictionary/table_reader.hpp>
#include <unordered_map>

namespace curate::consent {

/// Takes the rows of a table of consents and makes events of them; what is wrong becomes findings.
class ConsentRows {
public:
  /// All of it outlives the rows.
  ConsentRows(const TableImport &request, const LabelOf &label_of);

  /// Whether the columns are those of consents, each once.
  bool take_header(const std::vector<std::string> &columns, const dictionary::RowDefects &defects);
  void take(const dictionary::TableRow &row);

  const std::vector<NewEvent> &events() const { return events_; }
  /// Something is wrong with the row that an event came from.
  void tell(std::size_t event, const Problem &problem);
  /// What is wrong, one finding for each kind of mistake in a column, which names its rows.
  Findings findings() const;

private:
  struct Wrong {
    std::string column;
    Problem problem;
    std::vector<std::uint64_t> rows;
  };
  using ScopeText = tl::expected<std::string, CellProblem>;

  bool has_defects(const dictionary::TableRow &row);
  std::string cell(const dictionary::TableRow &row, const std::string &column) const;
  std::optional<std::string> label(const dictionary::TableRow &row);
  bool take_days(const dictionary::TableRow &row, NewEvent &event);
  bool take_scope(const dictionary::TableRow &row, NewEvent &event);
  bool tell(std::uint64_t row, const std::string &column, const Problem &problem);

  const TableImport &request_;
  const LabelOf &label_of_;
  std::vector<Wrong> wrong_; ///< in the order in which they were met first
  std::string file_, key_column_;
  std::map<std::string, std::size_t> columns_;
  std::vector<NewEvent> events_;
  std::vector<std::uint64_t> rows_;                   ///< that the events came from
  std::map<std::string, std::string> id_of_label_;    ///< identifying: never shown
  std::unordered_map<std::string, ScopeText> scopes_; ///< by the cells they came from
};

} // namespace curate::consent
