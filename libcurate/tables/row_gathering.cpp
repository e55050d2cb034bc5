#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/diagnose.hpp>
#include <libcurate/dictionary/finding_groups.hpp>
#include <libcurate/dictionary/plain_value.hpp>
#include <libcurate/tables/row_gathering.hpp>

#include <algorithm>

namespace curate::tables {

namespace {

std::string place_of(const std::string &column, const std::vector<std::uint64_t> &rows) {
  constexpr std::size_t told = 100; // every bad row is named, as far as a person reads
  std::string place = "column " + column + (rows.size() == 1 ? ", row " : ", rows ");
  for (std::size_t i = 0; i < std::min(told, rows.size()); ++i)
    place += (i == 0 ? "" : ", ") + std::to_string(rows[i]);
  if (rows.size() > told) place += " and " + std::to_string(rows.size() - told) + " more";
  return place;
}

bool has_column(Treatment treatment) {
  return treatment != Treatment::id && treatment != Treatment::session &&
         treatment != Treatment::drop;
}

// A day of the calendar, in one of the ways that leave no doubt: it would go in unmoved.
bool is_some_day(std::string_view cell) {
  using dictionary::Fault;
  if (dictionary::is_day(cell) || dictionary::is_day_and_time(cell)) return true;
  const Fault written = dictionary::why_no_date(cell, dictionary::Type::date);
  return written == Fault::day_first || written == Fault::day_with_slashes ||
         written == Fault::time_in_date;
}

} // namespace

RowGathering::RowGathering(const std::vector<PlannedColumn> &plan, const Who &who,
                           bool skips_unknown)
    : plan_(plan), who_(who), skips_unknown_(skips_unknown) {
  table_.columns.emplace_back("participant_id");
  for (std::size_t i = 0; i < plan.size(); ++i) {
    if (plan[i].treatment == Treatment::id) id_ = i;
    if (plan[i].treatment == Treatment::session) session_ = i;
  }
  if (session_) table_.columns.emplace_back("session_id");
  for (const PlannedColumn &column : plan)
    if (has_column(column.treatment)) table_.columns.push_back(column.name);
}

void RowGathering::tell(const Problem &problem, const std::string &column, std::uint64_t row,
                        Severity severity) {
  Wrong &wrong = wrong_[{problem.code, column}];
  if (wrong.rows.empty()) wrong = {problem, severity, column, {}};
  wrong.rows.push_back(row);
}

void RowGathering::take(const dictionary::CheckedRow &row) {
  if (row.verdicts[id_].is_missing) return; // the check has said so
  const std::string id(base::trim(row.cells[id_]));
  const auto label = who_.label_of(id);
  if (!label && label.error().code == "TABLE-UNKNOWN-ID" && skips_unknown_) {
    ++skipped_;
    tell({"TABLE-SKIPPED", "nobody in the scans has this id: the row is left out", ""},
         plan_[id_].name, row.number, Severity::info);
  } else if (!label) {
    tell(label.error(), plan_[id_].name, row.number);
  } else {
    take_person(row, *label);
  }
  ids_.insert(id);
}

void RowGathering::take_person(const dictionary::CheckedRow &row, const std::string &label) {
  std::vector<std::string> cells{"sub-" + label};
  std::string session;
  if (session_) {
    session = base::trim(row.cells[*session_]);
    if (session.starts_with("ses-")) session.erase(0, 4);
    if (row.verdicts[*session_].is_missing || !deid::is_label(session))
      tell({"TABLE-SESSION", "no session label", "write the label that the scans' session has"},
           "session_id", row.number);
    cells.push_back("ses-" + session);
  }
  if (!keys_.emplace(base::lower(label), session).second)
    tell({"TABLE-PERSON-TWICE",
          session_ ? "the person and session of a row before" : "the person of a row before",
          "leave one row of each; tables with several rows per person need a session_id"},
         plan_[id_].name, row.number);
  const int shift_days = who_.shift_days(label);
  for (std::size_t i = 0; i < plan_.size(); ++i) {
    if (!has_column(plan_[i].treatment)) continue;
    // A cell with an error keeps the table from going in, whatever stands here.
    const bool is_error = text_of(row.verdicts[i].fault).severity == Severity::error;
    auto cell = is_error ? std::optional<std::string>("n/a")
                         : clean_cell(plan_[i], row.cells[i], row.verdicts[i], shift_days);
    if (plan_[i].is_of_words && cell && is_some_day(*cell))
      tell({"TABLE-DATE-IN-CELL", "a day stands in a column whose cells are kept as they are",
            "say in the dictionary that its Type is date or datetime: then it is moved"},
           plan_[i].name, row.number);
    if (!cell)
      tell({"TABLE-DATE", "a day that cannot be moved", "correct it"}, plan_[i].name, row.number);
    cells.push_back(cell.value_or("n/a"));
  }
  table_.rows.push_back(std::move(cells));
  numbers_.push_back(row.number);
}

Findings RowGathering::findings(const std::string &file) const {
  Findings findings;
  for (const auto &[key, wrong] : wrong_)
    findings.push_back(
        base::finding_of(wrong.problem, wrong.severity, file, place_of(wrong.column, wrong.rows)));
  for (const PlannedColumn &column : plan_) {
    if (!column.is_of_words) continue;
    const std::size_t at = table_.column(column.name);
    std::vector<std::uint64_t> rows;
    for (std::size_t i = 0; i < table_.rows.size(); ++i)
      if (ids_.contains(table_.rows[i][at])) rows.push_back(numbers_[i]);
    if (!rows.empty())
      findings.push_back({Severity::error, "TABLE-ID-IN-CELL", file, place_of(column.name, rows),
                          "the original id of a person stands in a column that is kept",
                          "say in the dictionary that the column is Identifying: direct"});
  }
  return findings;
}

} // namespace curate::tables
