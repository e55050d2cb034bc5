#pragma once

#include <libcurate/base/result.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace curate::bids {

/// A table of a dataset. Every row has as many cells as there are columns.
struct Tsv {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;

  /// The index of a column; columns.size() where there is none.
  std::size_t column(std::string_view name) const;
};

/// As text: tabs between, "\n" behind; empty cells are "n/a", and control characters in cells are
/// blanks. Source: BIDS, tabular files.
std::string text_of(const Tsv &table);

/// Reads such a text; a byte order mark, "\r\n" and empty last lines are borne. Fails with
/// TSV-EMPTY, TSV-COLUMN (a name twice, or none) or TSV-ROW (the number of cells; the message says
/// which row, counted from 1 with the header as row 1).
Result<Tsv> parse_tsv(std::string_view text);

} // namespace curate::bids
