#pragma once

#include <cstdint>
#include <functional>
#include <libcurate/base/fs.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace curate::dictionary {

/// How the cells of a table are written. `tsv` is BIDS: tabs, no quoting, whatever a cell holds.
/// `csv` has quoted cells (RFC 4180); its delimiter, comma, semicolon or tab, is told by the
/// header.
enum class Dialect { tsv, csv };

/// How the letters of a table are written, told by a byte order mark, by zero bytes, or by the
/// first row that is not ASCII. Windows-1252 stands for Latin-1 too, as it does on the web. Source:
/// WHATWG Encoding Standard, 4.2.
enum class TextEncoding { ascii, utf8, utf16_le, utf16_be, windows_1252 };

/// "UTF-8", "UTF-16", ...
std::string_view name_of(TextEncoding encoding);

/// What is wrong with a row as such.
struct RowDefects {
  bool is_ragged = false;        ///< other number of cells than the header
  bool has_nul = false;          ///< zero bytes
  bool is_badly_encoded = false; ///< no well-formed text of the table's encoding
  bool has_stray_quote = false;  ///< text behind a closing quote, or a quote inside a bare cell
  bool is_too_long = false;      ///< longer than the limit: passed over, no cells
  bool has_open_quote = false;   ///< a quote that never closes: no cells, and the last row

  bool operator==(const RowDefects &) const = default;
};

/// A row of a table; its cells are UTF-8 and hold until the next one is read.
struct TableRow {
  std::uint64_t number = 0; ///< as a spreadsheet counts: the header is row 1
  std::span<const std::string_view> cells;
  RowDefects defects;
};

/// How much of a table may be in memory.
struct TableLimits {
  std::size_t row_bytes = std::size_t{64} << 20; ///< a longer row is passed over
};

/// Gives up to `buffer.size()` more bytes of a table; 0 at its end.
using TableBytes = std::function<std::size_t(std::span<char> buffer)>;

/// Reads a table row by row: memory is bounded by the longest row (at most four times the limit),
/// not by the table. No content makes it fail: what is wrong with a row is told by its defects, and
/// the next row is read. A line of its own that says "sep=;" (Excel) is heeded. Lines end with LF,
/// CRLF, or CR alone. Blank lines are passed over. Written here, and not with libcsv, which
/// hands over every cell byte by byte through a callback, knows no row limit and no recovery.
class TableReader {
public:
  /// Throws InputError when the file cannot be opened; reading may throw it later.
  explicit TableReader(const fs::path &file, TableLimits limits = {});
  TableReader(TableBytes bytes, Dialect dialect, TableLimits limits = {});
  TableReader(TableReader &&) noexcept;
  TableReader &operator=(TableReader &&) noexcept;
  ~TableReader();

  /// Names of the columns, without spaces around them; empty for a table without a header.
  const std::vector<std::string> &columns() const;
  /// What is wrong with the header row.
  const RowDefects &header_defects() const;
  char delimiter() const;
  /// As far as it was read.
  TextEncoding encoding() const;
  /// The number of blank lines that stand between rows, and the first of them; (0, 0) where none.
  std::pair<std::uint64_t, std::uint64_t> blank_rows() const;

  /// The next row; nothing at the end of the table. A pointer into the reader.
  const TableRow *next();

private:
  class State;
  std::unique_ptr<State> state_;
};

/// The dialect of a file by its name: .tsv is BIDS, everything else is CSV.
Dialect dialect_of(const fs::path &file);

} // namespace curate::dictionary
