#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/check_table.hpp>
#include <libcurate/dictionary/column_check.hpp>
#include <libcurate/dictionary/rule_check.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

namespace curate::dictionary {

namespace {

// What was expected, told with the first fault of its kind.
void complete(FindingGroup &group, const Variable *variable) {
  if (variable == nullptr) return;
  Finding &finding = group.finding;
  const Fault fault = group.fault;
  if (fault == Fault::too_small) {
    finding.message += " of " + base::shortest(*variable->minimum);
  } else if (fault == Fault::too_large) {
    finding.message += " of " + base::shortest(*variable->maximum);
  } else if (fault == Fault::off_step) {
    finding.message += fmt::format(": {} from {} on", base::shortest(*variable->step),
                                   base::shortest(variable->minimum.value_or(0)));
  } else if (fault == Fault::with_unit && !variable->units.empty()) {
    finding.remedy = "write the number alone, in " + variable->units;
  } else if (fault == Fault::list_delimiter) {
    finding.remedy = "separate elements by " + variable->delimiter;
  } else if (fault >= Fault::level_case && fault <= Fault::no_level) {
    constexpr std::size_t told = 12;
    finding.remedy = "write one of";
    for (std::size_t i = 0; i < std::min(told, variable->levels.size()); ++i)
      finding.remedy += (i == 0 ? " " : ", ") + variable->levels[i].code;
    if (variable->levels.size() > told) finding.remedy += ", ... (see the dictionary)";
  }
}

// The values of one unique variable, as digests.
class UniqueCheck {
public:
  explicit UniqueCheck(std::size_t column) : column_(column) {}
  std::size_t column() const { return column_; }

  void check(const CheckedRow &row, const std::string &name, FindingGroups &groups) {
    const CellVerdict &verdict = row.verdicts[column_];
    if (verdict.is_missing || is_full_) return;
    const std::string_view cell = base::trim(row.cells[column_]);
    const auto [at, is_new] =
        first_row_.try_emplace(std::hash<std::string_view>()(cell), row.number);
    if (!is_new) {
      if (auto *group = groups.add(Fault::not_unique, name, row.number))
        group->finding.message += fmt::format(" (first: row {})", at->second);
    }
    if (first_row_.size() < most_values) return;
    is_full_ = true;
    first_row_.clear();
    groups.add(Fault::unique_unchecked, name, row.number);
  }

private:
  // A digest of 64 bits: two of 4 million values share one once in two million tables.
  static constexpr std::size_t most_values = 4'000'000;

  std::size_t column_;
  bool is_full_ = false;
  std::unordered_map<std::uint64_t, std::uint64_t> first_row_;
};

class TableCheck {
public:
  TableCheck(TableReader &reader, const Dictionary &dictionary, const TableCheckOptions &options)
      : reader_(reader), options_(options),
        columns_(options.takes_aliases ? without_aliases(reader.columns(), dictionary)
                                       : reader.columns()),
        rules_(columns_, dictionary), names_(shown_names(columns_, dictionary)) {
    report_.columns = columns_;
    report_.variables = variables_of(report_.columns, dictionary);
    row_fault(1, reader.header_defects());
    check_columns(report_.columns, dictionary, options, report_.groups);
    for (std::size_t i = 0; i < report_.columns.size(); ++i) {
      const Variable *variable = report_.variables[i];
      cells_.emplace_back(variable, options.is_tsv);
      if (cells_.back().has_bad_pattern()) report_.groups.add(Fault::no_pattern, names_[i], 0);
      if (variable != nullptr && variable->unique) unique_.emplace_back(i);
    }
    verdicts_.resize(cells_.size());
  }

  TableReport run() {
    while (const TableRow *row = reader_.next()) {
      ++report_.rows;
      row_fault(row->number, row->defects);
      if (row->defects.is_ragged)
        report_.groups.add(row->cells.size() < cells_.size() ? Fault::short_row : Fault::long_row,
                           "", row->number);
      if (row->cells.size() == cells_.size() && !cells_.empty()) check(*row);
    }
    finish();
    return std::move(report_);
  }

private:
  void add(Fault fault, std::size_t column, std::uint64_t row) {
    if (auto *group = report_.groups.add(fault, names_[column], row))
      complete(*group, report_.variables[column]);
  }

  void row_fault(std::uint64_t row, const RowDefects &defects) {
    const auto tell = [&](bool is_so, Fault fault) {
      if (is_so) report_.groups.add(fault, "", row);
    };
    tell(defects.is_badly_encoded, Fault::badly_encoded);
    tell(defects.has_stray_quote, Fault::stray_quote);
    tell(defects.is_too_long, Fault::endless_row);
    tell(defects.has_open_quote, Fault::open_quote);
    tell(defects.has_nul && defects.is_ragged, Fault::nul);
  }

  void check(const TableRow &row) {
    if (row.cells.front() == reader_.columns().front() &&
        std::ranges::equal(row.cells, reader_.columns())) {
      report_.groups.add(Fault::header_again, "", row.number);
      return;
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      verdicts_[i] = cells_[i].check(row.cells[i]);
      if (verdicts_[i].fault == Fault::none) continue;
      if (row.defects.has_nul && row.cells[i].find('\0') != std::string_view::npos)
        verdicts_[i].fault = Fault::nul;
      add(verdicts_[i].fault, i, row.number);
    }
    const CheckedRow checked{row.number, row.cells, verdicts_};
    for (auto &unique : unique_)
      unique.check(checked, names_[unique.column()], report_.groups);
    rules_.check(row.number, verdicts_, report_.groups);
    for (const RowWatcher &watcher : options_.watchers)
      watcher(checked);
  }

  void finish() {
    if (!cells_.empty() && report_.rows == 0) report_.groups.add(Fault::no_rows, "", 0);
    const auto [count, first] = reader_.blank_rows();
    if (count > 0) report_.groups.add(Fault::blank_row, "", first)->count = count;
    const TextEncoding encoding = reader_.encoding();
    if (options_.is_tsv && encoding != TextEncoding::ascii && encoding != TextEncoding::utf8)
      if (auto *group = report_.groups.add(Fault::not_utf8, "", 0))
        group->finding.message += " but " + std::string(name_of(encoding));
  }

  TableReader &reader_;
  const TableCheckOptions &options_;
  std::vector<std::string> columns_;
  RuleCheck rules_;
  std::vector<std::string> names_;
  std::vector<CellCheck> cells_;
  std::vector<UniqueCheck> unique_;
  std::vector<CellVerdict> verdicts_;
  TableReport report_;
};

} // namespace

TableReport check_table(TableReader &reader, const Dictionary &dictionary,
                        const TableCheckOptions &options) {
  return TableCheck(reader, dictionary, options).run();
}

} // namespace curate::dictionary
