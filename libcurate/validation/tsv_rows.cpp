#include <libcurate/validation/tsv_rows.hpp>

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <libcurate/archive/bytes.hpp>
#include <libcurate/base/text.hpp>

namespace curate::validation {

namespace {

// How much of a mapped table may be in memory before it is given back.
constexpr std::size_t kept_bytes = std::size_t{16} << 20;

void cells_of(std::string_view line, std::vector<std::string_view> &cells) {
  cells.clear();
  while (true) {
    const auto end = line.find('\t');
    cells.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return;
    line.remove_prefix(end + 1);
  }
}

/// One table as it is read.
class Table {
public:
  Table(const std::string &path, const RowReader &reader, Notes &notes)
      : path_(path), reader_(reader), notes_(notes) {}

  void take(std::string_view line) {
    ++row_;
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
      if (!has_returns_) notes_.add("TABLE-LINE-END", path_, fmt::format("row {}", row_));
      has_returns_ = true;
    }
    if (!base::is_utf8(line) || std::memchr(line.data(), 0, line.size()) != nullptr)
      notes_.add("TABLE-TEXT", path_, fmt::format("row {}", row_));
    cells_of(line, cells_);
    if (row_ == 1)
      take_header();
    else
      take_row();
  }

private:
  void take_header() {
    columns_ = cells_.size();
    names_.assign(cells_.begin(), cells_.end());
    auto sorted = names_;
    std::ranges::sort(sorted);
    if (std::ranges::adjacent_find(sorted) != sorted.end())
      notes_.add("TABLE-COLUMN-REPEATED", path_, "row 1");
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (base::trim(names_[i]).empty() || names_[i] == "n/a")
        notes_.add("TABLE-COLUMN-NAME", path_, fmt::format("column {}", i + 1));
    if (reader_.header) wants_rows_ = reader_.header(cells_);
  }

  void take_row() {
    if (cells_.size() != columns_)
      return notes_.add("TABLE-ROW", path_, fmt::format("row {}", row_),
                        fmt::format("{} cells expected", columns_));
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (base::trim(cells_[i]).empty())
        notes_.add("TABLE-EMPTY-CELL", path_, fmt::format("row {}, column {}", row_, names_[i]));
    if (wants_rows_ && reader_.row) reader_.row(row_, cells_);
  }

  const std::string &path_;
  const RowReader &reader_;
  Notes &notes_;
  std::vector<std::string_view> cells_;
  std::vector<std::string> names_;
  std::size_t row_ = 0, columns_ = 0;
  bool has_returns_ = false, wants_rows_ = true;
};

} // namespace

bool read_tsv_rows(const Dataset &dataset, const std::string &path, const RowReader &reader,
                   Notes &notes) {
  const File *file = dataset.tree.find(path);
  if (file == nullptr || file->kind != FileKind::regular) return false;
  const auto bytes = archive::Bytes::from_file((dataset.tree.root() / path).string());
  if (!bytes) {
    notes.add("BIDS-FILE-UNREADABLE", path);
    return false;
  }
  const auto view = bytes->view();
  if (view.empty()) {
    notes.add("TABLE-EMPTY", path);
    return false;
  }
  std::string_view rest(reinterpret_cast<const char *>(view.data()), view.size());
  if (rest.starts_with("\xEF\xBB\xBF")) {
    notes.add("TABLE-BYTE-ORDER-MARK", path);
    rest.remove_prefix(3);
  }
  Table table(path, reader, notes);
  std::size_t given_back = 0;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    table.take(rest.substr(0, end));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
    const std::size_t done = view.size() - rest.size();
    if (done - given_back > kept_bytes) {
      bytes->forget(view.subspan(given_back, done - given_back));
      given_back = done;
    }
  }
  return true;
}

} // namespace curate::validation
