#pragma once

#include <libcurate/forget/people.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace curate::forget {

/// How the cells of a table are kept apart.
enum class Separator {
  tab,  ///< no quotes: as BIDS has it
  comma ///< quotes as in RFC 4180: cells may hold commas and line breaks
};

/// A table without the rows of which a cell names one of the people, and without the columns that
/// bear their names; every other byte stays as it is. Nothing where nobody is named. The first row
/// is the header, unless it names somebody in a column where the other rows name people too.
std::optional<std::string> rows_without(std::string_view text, Separator separator,
                                        const People &people);

} // namespace curate::forget
