#include <libcurate/base/text.hpp>
#include <libcurate/forget/table.hpp>

#include <algorithm>
#include <vector>

namespace curate::forget {

namespace {

// A row as it stands: its cells with their quotes, and what ends it.
struct Row {
  std::vector<std::string_view> cells;
  std::string_view end;
};

class Rows {
public:
  Rows(std::string_view text, Separator separator)
      : rest_(text), separator_(separator == Separator::tab ? '\t' : ','),
        has_quotes_(separator == Separator::comma) {}

  // Gives the next row; false at the end.
  bool next(Row &row) {
    row.cells.clear();
    if (rest_.empty()) return false;
    std::size_t begin = 0, at = 0;
    bool is_quoted = false;
    for (; at < rest_.size(); ++at) {
      const char c = rest_[at];
      if (has_quotes_ && c == '"') is_quoted = !is_quoted;
      if (is_quoted) continue;
      if (c == '\n') break;
      if (c != separator_) continue;
      row.cells.push_back(rest_.substr(begin, at - begin));
      begin = at + 1;
    }
    std::size_t last = at;
    if (at < rest_.size() && last > begin && rest_[last - 1] == '\r') --last;
    row.cells.push_back(rest_.substr(begin, last - begin));
    const std::size_t end = std::min(at + 1, rest_.size());
    row.end = rest_.substr(last, end - last);
    rest_.remove_prefix(end);
    return true;
  }

private:
  std::string_view rest_;
  char separator_;
  bool has_quotes_;
};

std::string_view unquoted(std::string_view cell) {
  cell = base::trim(cell);
  if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"')
    cell = cell.substr(1, cell.size() - 2);
  return base::trim(cell);
}

// What is known of the columns by the first row.
struct Columns {
  std::vector<bool> of_people; ///< a label may stand in them without "sub-"
  std::vector<bool> of_the_forgotten;
  bool has_header = false;
};

Columns columns_of(std::string_view text, Separator separator, const People &people) {
  Columns columns;
  Rows rows(text, separator);
  Row row;
  if (!rows.next(row)) return columns;
  for (const auto cell : row.cells) {
    columns.of_people.push_back(names_people(unquoted(cell)));
    columns.of_the_forgotten.push_back(people.are_named_in(cell));
  }
  columns.has_header = true;
  if (std::ranges::find(columns.of_the_forgotten, true) == columns.of_the_forgotten.end())
    return columns;
  while (rows.next(row))
    for (std::size_t i = 0; i < std::min(row.cells.size(), columns.of_the_forgotten.size()); ++i)
      if (columns.of_the_forgotten[i] && unquoted(row.cells[i]).starts_with("sub-")) {
        columns.has_header = false;
        columns.of_the_forgotten.assign(columns.of_the_forgotten.size(), false);
        return columns;
      }
  return columns;
}

bool is_of(const Row &row, const Columns &columns, const People &people) {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const bool is_name = i < columns.of_people.size() && columns.of_people[i];
    if (people.are_named_in(row.cells[i]) || (is_name && people.has_label(unquoted(row.cells[i]))))
      return true;
  }
  return false;
}

void append(std::string &out, const Row &row, const Columns &columns, char separator) {
  bool is_first = true;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (i < columns.of_the_forgotten.size() && columns.of_the_forgotten[i]) continue;
    if (!is_first) out += separator;
    out += row.cells[i];
    is_first = false;
  }
  out += row.end;
}

} // namespace

std::optional<std::string> rows_without(std::string_view text, Separator separator,
                                        const People &people) {
  const auto columns = columns_of(text, separator, people);
  std::string out;
  out.reserve(text.size());
  Rows rows(text, separator);
  Row row;
  bool is_header = columns.has_header;
  while (rows.next(row)) {
    if (is_header || !is_of(row, columns, people))
      append(out, row, columns, separator == Separator::tab ? '\t' : ',');
    is_header = false;
  }
  if (out == text) return {};
  return out;
}

} // namespace curate::forget
