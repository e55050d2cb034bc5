#include <libcurate/tables/merge.hpp>

#include <algorithm>
#include <map>

namespace curate::tables {

namespace {

using Row = std::vector<std::string>;

Row key_of(const Row &row, std::size_t keys) {
  return Row(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(keys));
}

} // namespace

Merged merge(bids::Tsv before, const bids::Tsv &more, std::size_t keys) {
  Merged merged{std::move(before), 0, 0, 0};
  bids::Tsv &table = merged.table;
  std::vector<std::size_t> place;
  for (const std::string &column : more.columns) {
    place.push_back(table.column(column));
    if (place.back() == table.columns.size()) table.columns.push_back(column);
  }
  for (Row &row : table.rows)
    row.resize(table.columns.size(), "n/a");
  std::map<Row, std::size_t> row_of;
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    row_of.emplace(key_of(table.rows[i], keys), i);
  for (const Row &row : more.rows) {
    const auto [at, is_new] = row_of.try_emplace(key_of(row, keys), table.rows.size());
    if (is_new) table.rows.emplace_back(table.columns.size(), "n/a");
    Row &target = table.rows[at->second];
    const Row old = target;
    for (std::size_t i = 0; i < row.size(); ++i)
      target[place[i]] = row[i];
    ++(is_new ? merged.added : target != old ? merged.updated : merged.unchanged);
  }
  std::ranges::stable_sort(table.rows, {}, [&](const Row &row) { return key_of(row, keys); });
  return merged;
}

} // namespace curate::tables
