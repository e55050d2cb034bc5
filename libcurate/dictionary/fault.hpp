#pragma once

#include <libcurate/base/finding.hpp>
#include <string_view>

namespace curate::dictionary {

/// What can be wrong with a table, a column, a row or a cell.
enum class Fault {
  none,
  // the table
  empty_table,
  no_rows,
  not_utf8,
  column_unnamed,
  column_twice,
  column_case,
  column_alias,
  column_unknown,
  column_missing,
  // rows
  short_row,
  long_row,
  nul,
  badly_encoded,
  stray_quote,
  endless_row,
  open_quote,
  blank_row,
  header_again,
  rule_broken,
  // any cell
  empty_cell,
  required_missing,
  spaces,
  control_character,
  invisible_character,
  quotes_around,
  missing_spelled,
  spreadsheet_error,
  formula,
  lost_letter,
  mojibake,
  cut_by_spreadsheet,
  not_unique,
  unique_unchecked,
  // numbers
  decimal_comma,
  thousands_separator,
  scientific,
  with_unit,
  percent,
  censored,
  number_range,
  letter_for_digit,
  plus_sign,
  leading_zeros,
  bare_point,
  odd_minus,
  parentheses,
  hexadecimal,
  infinite,
  fraction,
  date_for_number,
  foreign_digits,
  not_whole,
  whole_with_point,
  too_small,
  too_large,
  off_step,
  no_number,
  // booleans
  boolean_spelled,
  no_boolean,
  // levels and patterns
  level_case,
  level_label,
  level_as_number,
  level_with_more,
  no_level,
  no_match,
  no_pattern,
  code_as_number,
  // days and times
  day_first,
  day_with_slashes,
  two_digit_year,
  compact_day,
  serial_day,
  month_name,
  part_of_date,
  impossible_day,
  time_in_date,
  blank_for_t,
  time_absent,
  twelve_hours,
  seconds_absent,
  impossible_time,
  no_date,
  no_time,
  // lists
  list_element_empty,
  list_delimiter,
  list_spaces
};

/// How a fault is told: a stable code, how bad it is, what it is (behind "column x, row 3: "), and
/// what to do.
struct FaultText {
  Fault fault;
  Severity severity;
  std::string_view code, message, remedy;
};

/// The row of the table of faults.
const FaultText &text_of(Fault fault);

} // namespace curate::dictionary
