#include <libcurate/bids/tsv.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <set>

namespace curate::bids {
namespace {

std::string cell_text(std::string cell) {
  for (char &c : cell)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return base::trim(cell).empty() ? "n/a" : cell;
}

void append_row(std::string &text, const std::vector<std::string> &cells) {
  for (std::size_t i = 0; i < cells.size(); ++i)
    text.append(i == 0 ? "" : "\t").append(cell_text(cells[i]));
  text += "\n";
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  for (const std::string_view cell : base::split(line, '\t'))
    cells.emplace_back(base::trim(cell));
  return cells;
}

} // namespace

std::size_t Tsv::column(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin());
}

std::string text_of(const Tsv &table) {
  std::string text;
  append_row(text, table.columns);
  for (const auto &row : table.rows)
    append_row(text, row);
  return text;
}

Result<Tsv> parse_tsv(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
    text.remove_suffix(1);
  if (text.empty()) return problem("TSV-EMPTY", "the table has not even a header");
  Tsv table;
  std::size_t number = 0;
  for (std::string_view line : base::split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    auto cells = cells_of(line);
    if (number == 1) {
      const std::set<std::string> different(cells.begin(), cells.end());
      if (different.size() != cells.size() || different.contains(""))
        return problem("TSV-COLUMN", "a column has no name, or two have the same");
      table.columns = std::move(cells);
    } else if (cells.size() != table.columns.size()) {
      return problem("TSV-ROW", "row " + std::to_string(number) + " has " +
                                    std::to_string(cells.size()) + " cells; the header has " +
                                    std::to_string(table.columns.size()));
    } else {
      table.rows.push_back(std::move(cells));
    }
  }
  return table;
}

} // namespace curate::bids
