#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/table_bytes.hpp>

#include <algorithm>
#include <cstring>

namespace curate::dictionary {

namespace {

std::size_t find(std::string_view text, char c, std::size_t from = 0) {
  if (from >= text.size()) return std::string_view::npos;
  const void *at = std::memchr(text.data() + from, c, text.size() - from);
  return at == nullptr ? std::string_view::npos
                       : static_cast<std::size_t>(static_cast<const char *>(at) - text.data());
}

// The delimiter that occurs most often outside quotes.
char delimiter_of(std::string_view header) {
  constexpr std::string_view known = ",;\t";
  std::array<std::size_t, 3> counts{};
  bool is_quoted = false;
  for (const char c : header) {
    if (c == '"') is_quoted = !is_quoted;
    if (const auto at = known.find(c); !is_quoted && at != std::string_view::npos) ++counts[at];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return known[static_cast<std::size_t>(most - counts.begin())];
}

} // namespace

std::string_view name_of(TextEncoding encoding) {
  switch (encoding) {
  case TextEncoding::ascii:
    return "ASCII";
  case TextEncoding::utf8:
    return "UTF-8";
  case TextEncoding::utf16_le:
  case TextEncoding::utf16_be:
    return "UTF-16";
  case TextEncoding::windows_1252:
    return "Windows-1252";
  }
  return "";
}

Dialect dialect_of(const fs::path &file) {
  return base::lower(file.extension().string()) == ".tsv" ? Dialect::tsv : Dialect::csv;
}

class TableReader::State {
public:
  State(TableBytes bytes, Dialect dialect, TableLimits limits)
      : window_(std::move(bytes)), dialect_(dialect), limits_(limits),
        encoding_(window_.first_encoding()) {
    tell_line_end();
    read_header();
  }

  const TableRow *next() {
    if (is_done_) return nullptr;
    std::uint64_t blank = 0, first = 0;
    while (take_row() && is_blank())
      if (++blank == 1) first = number_;
    if (!has_row_) return nullptr;
    if (blank_rows_ == 0) first_blank_ = first; // only blank lines between rows count
    blank_rows_ += blank;
    row_.number = number_;
    row_.cells = cells_;
    const bool has_cells = !row_.defects.is_too_long && !row_.defects.has_open_quote;
    row_.defects.is_ragged = has_cells && cells_.size() != columns.size();
    return &row_;
  }

  std::vector<std::string> columns;
  RowDefects header_defects;
  char delimiter() const { return delimiter_; }
  TextEncoding encoding() const { return encoding_; }
  std::pair<std::uint64_t, std::uint64_t> blank_rows() const { return {blank_rows_, first_blank_}; }

private:
  void tell_line_end() {
    if (find(window_.text(), '\n') == std::string_view::npos &&
        find(window_.text(), '\r') != std::string_view::npos)
      line_end_ = '\r';
  }

  bool is_blank() const { return raw_.empty() && row_.defects == RowDefects{}; }

  void read_header() {
    delimiter_ = '\t';
    if (dialect_ == Dialect::csv) {
      std::size_t end = line_end(0);
      std::string_view line = window_.text().substr(0, end);
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.size() == 5 && base::lower(line.substr(0, 4)) == "sep=" &&
          static_cast<unsigned char>(line[4]) < 0x80 && line[4] != '"') {
        delimiter_ = line[4];
        window_.drop(std::min(end + 1, window_.text().size()));
        ++number_;
      } else {
        delimiter_ = delimiter_of(line);
      }
    }
    while (take_row() && is_blank()) {
    }
    if (!has_row_) return;
    header_defects = row_.defects;
    for (const auto cell : cells_)
      columns.emplace_back(base::trim(cell));
  }

  // Where the line ends in the window, which grows for it up to the limit; its size where it does
  // not.
  std::size_t line_end(std::size_t from) {
    for (;;) {
      const std::size_t end = find(window_.text(), line_end_, from);
      if (end != std::string_view::npos) return end;
      from = window_.text().size();
      if (from > limits_.row_bytes || !window_.grow()) return window_.text().size();
    }
  }

  // Drops all up to the end of the line without keeping it.
  void pass_over_line() {
    for (;;) {
      const std::size_t end = find(window_.text(), line_end_);
      if (end != std::string_view::npos) {
        window_.drop(end + 1);
        return;
      }
      window_.drop(window_.text().size());
      if (!window_.grow()) return;
    }
  }

  // Reads a row into cells_; false at the end of the table.
  bool take_row() {
    window_.drop(consumed_);
    consumed_ = 0;
    cells_.clear();
    row_.defects = {};
    has_row_ = false;
    raw_ = {};
    const std::size_t end = line_end(0);
    if (end == 0 && window_.text().empty()) {
      is_done_ = true;
      return false;
    }
    has_row_ = true;
    ++number_;
    if (end > limits_.row_bytes) {
      row_.defects.is_too_long = true;
      pass_over_line();
      return true;
    }
    const std::string_view line = window_.text().substr(0, end);
    if (dialect_ == Dialect::csv && find(line, '"') != std::string_view::npos)
      return take_quoted_row();
    consumed_ = std::min(end + 1, window_.text().size());
    split_plain(decoded(without_cr(line)));
    return true;
  }

  std::string_view without_cr(std::string_view line) const {
    if (line_end_ == '\n' && line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  // The row as UTF-8, and what is wrong with its letters.
  std::string_view decoded(std::string_view line) {
    raw_ = line;
    if (is_plain(line)) return line;
    if (find(line, '\0') != std::string_view::npos) row_.defects.has_nul = true;
    const bool is_ascii =
        std::ranges::all_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (is_ascii) return line;
    const bool is_utf8 = base::is_utf8(line);
    if (encoding_ == TextEncoding::ascii)
      encoding_ = is_utf8 ? TextEncoding::utf8 : TextEncoding::windows_1252;
    if (encoding_ != TextEncoding::windows_1252) {
      row_.defects.is_badly_encoded = !is_utf8;
      if (is_utf8) return line;
    }
    // Of a badly encoded row every byte is shown as some letter, so that cells are UTF-8.
    text_.clear();
    append_windows_1252(line, text_);
    return text_;
  }

  void split_plain(std::string_view line) {
    std::size_t begin = 0;
    const char *const data = line.data();
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (data[at] != delimiter_) continue;
      cells_.push_back(line.substr(begin, at - begin));
      begin = at + 1;
    }
    cells_.push_back(line.substr(begin));
  }

  // The end of a row that has quotes: line ends inside quotes are text. Nothing where a quote
  // does not close.
  std::optional<std::size_t> quoted_row_end() {
    bool is_quoted = false, is_cell_start = true;
    std::string_view text = window_.text();
    const auto has = [&](std::size_t at) {
      while (at >= text.size()) {
        if (at > limits_.row_bytes || !window_.grow()) return false;
        text = window_.text();
      }
      return true;
    };
    for (std::size_t at = 0; has(at); ++at) {
      const char c = text[at];
      if (is_quoted) {
        if (c != '"') continue;
        if (has(at + 1) && text[at + 1] == '"')
          ++at; // a doubled quote is text
        else
          is_quoted = is_cell_start = false;
        continue;
      }
      if (c == line_end_) return at;
      if (c == '"' && is_cell_start) is_quoted = true;
      is_cell_start = c == delimiter_ || (is_cell_start && c == ' ');
    }
    return is_quoted ? std::nullopt : std::optional(text.size());
  }

  bool take_quoted_row() {
    const auto end = quoted_row_end();
    if (!end) {
      row_.defects.has_open_quote = true;
      is_done_ = true;
      return true;
    }
    if (*end > limits_.row_bytes) {
      row_.defects.is_too_long = true;
      pass_over_line();
      return true;
    }
    consumed_ = std::min(*end + 1, window_.text().size());
    split_quoted(decoded(without_cr(window_.text().substr(0, *end))));
    return true;
  }

  void split_quoted(std::string_view line) {
    unquoted_.clear();
    unquoted_.reserve(line.size()); // cells point into it: it must not move
    std::size_t at = 0;
    for (;;) {
      std::size_t start = at;
      while (start < line.size() && line[start] == ' ')
        ++start;
      if (start < line.size() && line[start] == '"') {
        at = take_quoted_cell(line, start + 1);
      } else {
        const std::size_t end = std::min(find(line, delimiter_, at), line.size());
        const auto cell = line.substr(at, end - at);
        if (find(cell, '"') != std::string_view::npos) row_.defects.has_stray_quote = true;
        cells_.push_back(cell);
        at = end;
      }
      if (at >= line.size()) return;
      ++at; // the delimiter
    }
  }

  // From behind the opening quote; gives where the cell ends.
  std::size_t take_quoted_cell(std::string_view line, std::size_t at) {
    const std::size_t begin = unquoted_.size();
    for (; at < line.size(); ++at) {
      if (line[at] != '"') {
        unquoted_ += line[at];
      } else if (at + 1 < line.size() && line[at + 1] == '"') {
        unquoted_ += '"';
        ++at;
      } else {
        ++at;
        break;
      }
    }
    const std::size_t end = std::min(find(line, delimiter_, at), line.size());
    const auto rest = line.substr(at, end - at);
    if (!base::trim(rest).empty()) {
      row_.defects.has_stray_quote = true;
      unquoted_ += rest;
    }
    cells_.push_back(std::string_view(unquoted_).substr(begin));
    return end;
  }

  TableWindow window_;
  Dialect dialect_;
  TableLimits limits_;
  TextEncoding encoding_;
  char delimiter_ = '\t', line_end_ = '\n';
  bool is_done_ = false, has_row_ = false;
  std::uint64_t number_ = 0, blank_rows_ = 0, first_blank_ = 0;
  std::size_t consumed_ = 0; // of the window by the row at hand
  std::string_view raw_;
  std::string text_, unquoted_;
  std::vector<std::string_view> cells_;
  TableRow row_;
};

TableReader::TableReader(const fs::path &file, TableLimits limits)
    : TableReader(bytes_of_file(file), dialect_of(file), limits) {}

TableReader::TableReader(TableBytes bytes, Dialect dialect, TableLimits limits)
    : state_(std::make_unique<State>(std::move(bytes), dialect, limits)) {}

TableReader::TableReader(TableReader &&) noexcept = default;
TableReader &TableReader::operator=(TableReader &&) noexcept = default;
TableReader::~TableReader() = default;

const std::vector<std::string> &TableReader::columns() const {
  return state_->columns;
}
const RowDefects &TableReader::header_defects() const {
  return state_->header_defects;
}
char TableReader::delimiter() const {
  return state_->delimiter();
}
TextEncoding TableReader::encoding() const {
  return state_->encoding();
}
std::pair<std::uint64_t, std::uint64_t> TableReader::blank_rows() const {
  return state_->blank_rows();
}
const TableRow *TableReader::next() {
  return state_->next();
}

} // namespace curate::dictionary
