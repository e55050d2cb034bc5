#include <libcurate/release/tables.hpp>

#include <algorithm>

namespace curate::release {

namespace {

constexpr std::string_view person = "participant_id";

// Which columns stay, in their order.
std::vector<std::size_t> kept_columns(const bids::Tsv &table, const Cut &cut) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (cut.variables.empty() || is_key(table.columns[i]) ||
        std::ranges::find(cut.variables, table.columns[i]) != cut.variables.end())
      kept.push_back(i);
  return kept;
}

std::vector<std::string> cells_of(const bids::Tsv &table, const std::vector<std::string> &row,
                                  const std::vector<std::size_t> &columns, bool has_data,
                                  const Labels &labels) {
  std::vector<std::string> cells;
  for (const std::size_t column : columns)
    cells.push_back(has_data || is_key(table.columns[column]) ? labels.in(row[column])
                                                              : std::string());
  return cells;
}

bids::Tsv with_columns(const bids::Tsv &table, const std::vector<std::size_t> &columns) {
  bids::Tsv out;
  for (const std::size_t column : columns)
    out.columns.push_back(table.columns[column]);
  return out;
}

} // namespace

bool is_key(const std::string &column) {
  return column == person || column == "session_id" || column == "filename" || column == "acq_time";
}

bids::Tsv cut_people(const bids::Tsv &table, const Cut &cut, const Labels &labels) {
  const auto columns = kept_columns(table, cut);
  bids::Tsv out = with_columns(table, columns);
  const std::size_t id = table.column(person);
  if (id == table.columns.size()) return out;
  for (const auto &row : table.rows) {
    const std::string label = row[id].starts_with("sub-") ? row[id].substr(4) : row[id];
    if (!cut.people.contains(label)) continue;
    auto cells = cells_of(table, row, columns, !cut.without_data.contains(label), labels);
    // A cell may name somebody without "sub-": the key is written anew.
    cells[static_cast<std::size_t>(std::ranges::find(columns, id) - columns.begin())] =
        "sub-" + labels.of(label);
    out.rows.push_back(std::move(cells));
  }
  std::ranges::sort(out.rows);
  return out;
}

bids::Tsv cut_rows(const bids::Tsv &table, const std::string &key,
                   const std::set<std::string> &kept, const Cut &cut, bool has_data,
                   const Labels &labels) {
  const auto columns = kept_columns(table, cut);
  bids::Tsv out = with_columns(table, columns);
  const std::size_t id = table.column(key);
  if (id == table.columns.size()) return out;
  for (const auto &row : table.rows)
    if (kept.contains(row[id])) out.rows.push_back(cells_of(table, row, columns, has_data, labels));
  std::ranges::sort(out.rows);
  return out;
}

json::Value cut_dictionary(const json::Value &dictionary, const std::vector<std::string> &columns) {
  if (!dictionary.is_object()) return json::Value::object();
  json::Value out = json::Value::object();
  for (const auto &[name, value] : dictionary.items())
    if (!value.is_object() || std::ranges::find(columns, name) != columns.end() ||
        name == "MeasurementToolMetadata")
      out[name] = value;
  return out;
}

} // namespace curate::release
