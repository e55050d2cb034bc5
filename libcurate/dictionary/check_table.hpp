#pragma once

#include <libcurate/dictionary/cell_check.hpp>
#include <libcurate/dictionary/finding_groups.hpp>
#include <libcurate/dictionary/table_reader.hpp>

namespace curate::dictionary {

/// A row as it was checked. All of it holds until the next row.
struct CheckedRow {
  std::uint64_t number = 0;                ///< the header is row 1
  std::span<const std::string_view> cells; ///< as many as there are columns
  std::span<const CellVerdict> verdicts;   ///< one per cell
};

/// Sees every row that has as many cells as the header: to gather keys, to compare with others.
using RowWatcher = std::function<void(const CheckedRow &row)>;

/// How strict a table is looked at.
struct TableCheckOptions {
  bool is_tsv = true; ///< a table of a dataset: UTF-8, no empty cells
  /// How bad a column is that the dictionary does not describe; nothing: no word about it.
  std::optional<Severity> unknown_columns = Severity::warning;
  bool takes_aliases = false; ///< columns named by an alias are those variables
  std::vector<RowWatcher> watchers = {};
};

/// What a table's check gave.
struct TableReport {
  std::vector<std::string> columns;        ///< aliases replaced, where they are taken
  std::vector<const Variable *> variables; ///< of each column; nullptr where not described
  std::uint64_t rows = 0;
  FindingGroups groups;
};

/// Holds a table to a dictionary, row by row: its form, its columns, every cell, and the rules of
/// the dictionary. Findings name columns and rows, never what a cell holds; columns are named by
/// their number where the first row has no name that the dictionary knows, as it may hold values.
/// Memory: the longest row, and 40 bytes for every value of unique variables, up to 4 million of
/// them. Throws InputError when the table cannot be read on.
TableReport check_table(TableReader &reader, const Dictionary &dictionary,
                        const TableCheckOptions &options);

} // namespace curate::dictionary
