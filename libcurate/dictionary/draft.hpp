#pragma once

#include <libcurate/dictionary/table_reader.hpp>
#include <libcurate/json/value.hpp>

namespace curate::dictionary {

/// A first dictionary for a table: types, levels, ranges, codes for no value, units and what
/// identifies, guessed from headings and cells; a column that a shipped dictionary knows, by name
/// or alias, is described as there. ToDo names what a person has still to say or to confirm.
/// Columns without a heading, or with one that stood before, are left out.
/// Throws InputError when the table cannot be read on, or has no columns.
json::Value draft(TableReader &table);

} // namespace curate::dictionary
