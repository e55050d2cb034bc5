#include <libcurate/bids/plan.hpp>

#include <algorithm>
#include <array>
#include <libcurate/bids/path.hpp>
#include <libcurate/bids/tsv.hpp>
#include <set>

namespace curate::bids {
namespace {

constexpr std::array columns = {"key",  "series_number", "description", "kind",
                                "name", "rule",          "why",         "action"};

std::string value_of(const std::string &cell) {
  return cell == "n/a" ? "" : cell;
}

bool is_key(const std::string &text) {
  return !text.empty() && text.size() <= 200 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
}

/// Reads rows, and notes what is wrong with them.
class Reader {
public:
  Reader(const Tsv &table, const std::string &file, ReadPlan &plan)
      : table_(table), file_(file), plan_(plan) {}

  void read(std::size_t index) {
    row_ = index + 2;
    cells_ = &table_.rows[index];
    PlanRow row;
    row.row = row_;
    row.key = cell("key");
    row.series = cell("series_number");
    row.description = cell("description");
    row.kind = cell("kind");
    row.rule = cell("rule");
    row.why = cell("why");
    if (!is_key(row.key))
      complain("PLAN-KEY", "key", "not a key that a plan holds", "leave the keys as they are");
    else if (!keys_.insert(row.key).second)
      complain("PLAN-KEY", "key", "another row has this key", "keep one row for each picture");
    const std::string action = cell("action");
    if (action != "include" && action != "skip")
      complain("PLAN-ACTION", "action", "neither include nor skip", "write one of them");
    row.is_included = action == "include";
    read_name(row);
    plan_.rows.push_back(std::move(row));
  }

private:
  std::string cell(std::string_view column) const {
    return value_of((*cells_)[table_.column(column)]);
  }

  void read_name(PlanRow &row) {
    const std::string text = cell("name");
    if (text.empty()) {
      if (row.is_included)
        complain("PLAN-NAME", "name", "a picture cannot be included without a name",
                 "give it a name, or skip it");
      return;
    }
    const auto name = parse_path(text);
    if (name)
      row.name = *name;
    else
      complain("PLAN-NAME", "name", name.error().message, name.error().remedy);
  }

  void complain(const std::string &code, const std::string &column, const std::string &message,
                const std::string &remedy) {
    plan_.findings.push_back({Severity::error, code, file_,
                              "row " + std::to_string(row_) + ", column " + column, message,
                              remedy});
  }

  const Tsv &table_;
  const std::string &file_;
  ReadPlan &plan_;
  std::set<std::string> keys_;
  std::size_t row_ = 0;
  const std::vector<std::string> *cells_ = nullptr;
};

} // namespace

std::string plan_text(const std::vector<PlanRow> &rows) {
  Tsv table;
  table.columns.assign(columns.begin(), columns.end());
  for (const PlanRow &row : rows)
    table.rows.push_back({row.key, row.series, row.description, row.kind,
                          row.name ? path_of(*row.name, "") : "", row.rule, row.why,
                          row.is_included ? "include" : "skip"});
  return text_of(table);
}

ReadPlan read_plan(std::string_view text, const std::string &file) {
  ReadPlan plan;
  const auto table = parse_tsv(text);
  if (!table) {
    plan.findings.push_back(base::finding_of(
        {"PLAN-TABLE", table.error().message, "save it as text with tabs between the cells"},
        Severity::error, file));
    return plan;
  }
  for (const char *column : columns)
    if (table->column(column) == table->columns.size())
      plan.findings.push_back({Severity::error, "PLAN-TABLE", file, "row 1",
                               std::string("there is no column ") + column,
                               "keep the columns as --dry-run wrote them"});
  if (!plan.findings.empty()) return plan;
  Reader reader(*table, file, plan);
  for (std::size_t i = 0; i < table->rows.size(); ++i)
    reader.read(i);
  return plan;
}

} // namespace curate::bids
