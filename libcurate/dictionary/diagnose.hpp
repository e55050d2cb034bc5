#pragma once

#include <libcurate/dictionary/dictionary.hpp>
#include <libcurate/dictionary/fault.hpp>
#include <string_view>

namespace curate::dictionary {

/// Why a cell that should be a number is none: from its form alone. Slow; for cells that failed.
Fault why_no_number(std::string_view cell);

/// Why a cell that should be a day, a time, or both is none.
Fault why_no_date(std::string_view cell, Type type);

/// Why a cell that should be true or false is neither.
Fault why_no_boolean(std::string_view cell);

/// What makes a cell of any type suspect: control and invisible characters, quotes, formulas, words
/// for "no value", errors of spreadsheets, lost letters. `is_tsv`: quotes are part of the value.
/// Fault::none where nothing does.
Fault what_is_odd(std::string_view cell, bool is_tsv);

/// Whether the cell is a word or sign that people write for "no value".
bool is_word_for_missing(std::string_view cell);

/// Whether a cell of a code or word was shortened by a spreadsheet: "1.23E+11".
bool is_shortened_code(std::string_view cell);

} // namespace curate::dictionary
