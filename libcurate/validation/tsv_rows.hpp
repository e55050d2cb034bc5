#pragma once

#include <functional>
#include <libcurate/validation/dataset_check.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace curate::validation {

/// What is done with the rows of a table.
struct RowReader {
  /// The names of the columns; false: the rows are of no interest.
  std::function<bool(std::span<const std::string_view>)> header;
  /// A row with as many cells as there are columns; counted from 1, the header's.
  std::function<void(std::size_t, std::span<const std::string_view>)> row;
};

/// Reads a .tsv of a dataset row by row; memory is bounded by the row. What is wrong with its form
/// goes into the notes (TABLE-*). False where it cannot be read.
bool read_tsv_rows(const Dataset &dataset, const std::string &path, const RowReader &reader,
                   Notes &notes);

} // namespace curate::validation
