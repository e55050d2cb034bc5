#include <libcurate/base/text.hpp>
#include <libcurate/consent/consent_rows.hpp>
#include <libcurate/json/write.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::consent {

namespace {

constexpr const char *label_column = "participant_id";
// Besides those of a scope.
constexpr std::string_view event_columns_of_table[] = {"from", "until", "evidence_sha256"};

bool is_known(const std::string &column) {
  return std::ranges::find(event_columns_of_table, column) != std::end(event_columns_of_table) ||
         std::ranges::find(scope_columns(), column, &ScopeColumn::name) != scope_columns().end();
}

bool is_required(const std::string &column) {
  const auto at = std::ranges::find(scope_columns(), column, &ScopeColumn::name);
  return column == "from" || (at != scope_columns().end() && at->is_required);
}

std::string words_of(const dictionary::RowDefects &defects) {
  if (defects.has_open_quote) return "a quote is opened and never closed";
  if (defects.is_too_long) return "the row is too long to be one";
  if (defects.is_ragged) return "the row has another number of cells than the header";
  if (defects.has_nul) return "the row holds zero bytes";
  if (defects.is_badly_encoded) return "the row is no text in the table's encoding";
  if (defects.has_stray_quote) return "a quote stands where none may";
  return {};
}

} // namespace

ConsentRows::ConsentRows(const TableImport &request, const LabelOf &label_of)
    : request_(request), label_of_(label_of), file_(request.table.filename().string()),
      key_column_(request.id_column.empty() ? label_column : request.id_column) {}

bool ConsentRows::tell(std::uint64_t row, const std::string &column, const Problem &problem) {
  auto at = std::ranges::find_if(wrong_, [&](const Wrong &known) {
    return known.column == column && known.problem.code == problem.code &&
           known.problem.message == problem.message;
  });
  if (at == wrong_.end()) at = wrong_.insert(at, {column, problem, {}});
  at->rows.push_back(row);
  return false;
}

Findings ConsentRows::findings() const {
  constexpr std::size_t told = 10'000;
  Findings findings;
  for (const auto &[column, problem, rows] : wrong_) {
    std::string place = column.empty() ? "" : "column " + column + ", ";
    place += rows.size() == 1 ? "row " : "rows ";
    for (std::size_t i = 0; i < std::min(told, rows.size()); ++i)
      place += (i == 0 ? "" : ", ") + std::to_string(rows[i]);
    if (rows.size() > told) place += fmt::format(" and {} more", rows.size() - told);
    findings.push_back(
        {Severity::error, problem.code, file_, std::move(place), problem.message, problem.remedy});
  }
  return findings;
}

void ConsentRows::tell(std::size_t event, const Problem &problem) {
  tell(rows_[event], {}, problem);
}

bool ConsentRows::take_header(const std::vector<std::string> &columns,
                              const dictionary::RowDefects &defects) {

  if (const auto words = words_of(defects); !words.empty())
    tell(1, {}, {"CONSENT-ROW", words, "correct the table's header"});
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string &name = columns[i];
    if (!columns_.emplace(name, i).second)
      tell(1, {},
           {"CONSENT-COLUMN", fmt::format("column {} has the name of another", i + 1),
            "name each column once"});
    else if (name != key_column_ && !is_known(name)) // what it would restrict nobody would heed
      tell(1, {},
           {"CONSENT-COLUMN", fmt::format("column {} is none of a table of consents", i + 1),
            "see curate consent template for those there are, and take it out"});
  }
  std::vector<std::string> wanted{key_column_, "from"};
  for (const auto &column : scope_columns())
    wanted.emplace_back(column.name);
  for (const std::string &column : wanted)
    if ((column == key_column_ || is_required(column)) && !columns_.contains(column))
      tell(1, column == key_column_ && !request_.id_column.empty() ? "" : column,
           {"CONSENT-COLUMN", "the table lacks a column that every consent needs",
            "add it: see curate consent template"});
  return wrong_.empty();
}

bool ConsentRows::has_defects(const dictionary::TableRow &row) {
  const auto words = words_of(row.defects);
  if (!words.empty()) tell(row.number, {}, {"CONSENT-ROW", words, "correct the row"});
  return !words.empty();
}

std::string ConsentRows::cell(const dictionary::TableRow &row, const std::string &column) const {
  const auto at = columns_.find(column);
  if (at == columns_.end()) return {};
  const auto text = base::trim(row.cells[at->second]);
  return text == "n/a" ? std::string() : std::string(text); // BIDS: not available
}

std::optional<std::string> ConsentRows::label(const dictionary::TableRow &row) {
  const std::string key = cell(row, key_column_);
  if (request_.id_column.empty()) {
    const std::string label = key.starts_with("sub-") ? key.substr(4) : std::string();
    if (!label.empty() && base::alphanumeric(label) == label) return label;
    tell(row.number, label_column,
         {"CONSENT-LABEL", "it is no label of a person", "write it as sub-..., as the dataset"});
    return {};
  }
  const auto label = label_of_(key);
  if (!label) {
    tell(row.number, key_column_, label.error());
    return {};
  }
  const auto [at, is_new] = id_of_label_.emplace(*label, key);
  if (!is_new && at->second != key) {
    tell(row.number, key_column_,
         {"CONSENT-TWO-IDS", "another row has another id that leads to the same label",
          "find out whether it is one person, and leave one of the ids"});
    return {};
  }
  return *label;
}

bool ConsentRows::take_days(const dictionary::TableRow &row, NewEvent &event) {
  const Problem no_day{"CONSENT-DATE", "it is no day that exists", "write it as 2026-03-01"};
  const auto from = base::day_of(cell(row, "from"));
  const std::string end = cell(row, "until");
  event.valid_until = base::day_of(end);
  bool is_good = true;
  if (!from) is_good = tell(row.number, "from", no_day);
  if (!event.valid_until && !end.empty()) is_good = tell(row.number, "until", no_day);
  if (from) event.valid_from = *from;
  return is_good;
}

bool ConsentRows::take_scope(const dictionary::TableRow &row, NewEvent &event) {
  std::map<std::string, std::string> cells;
  std::string key;
  for (const auto &column : scope_columns()) {
    const std::string name(column.name);
    const auto text = cell(row, name);
    key += text + "\n";
    if (columns_.contains(name)) cells.emplace(name, text);
  }
  auto at = scopes_.find(key);
  if (at == scopes_.end())
    at = scopes_
             .emplace(key, scope_of_cells(cells).map(
                               [](const Scope &scope) { return json::to_line(to_json(scope)); }))
             .first;
  if (!at->second) return tell(row.number, at->second.error().column, at->second.error().problem);
  event.scope = *at->second;
  return true;
}

void ConsentRows::take(const dictionary::TableRow &row) {
  if (has_defects(row)) return;
  NewEvent event;
  event.by = request_.by;
  event.evidence_sha256 = base::lower(cell(row, "evidence_sha256"));
  const auto subject = label(row);
  const bool has_days = take_days(row, event), has_scope = take_scope(row, event);
  if (!subject || !has_days || !has_scope) return;
  event.subject = *subject;
  events_.push_back(std::move(event));
  rows_.push_back(row.number);
}

} // namespace curate::consent
