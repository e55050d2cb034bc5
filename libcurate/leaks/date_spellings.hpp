#pragma once

#include <libcurate/leaks/spellings.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::leaks {

/// The day of a word as YYYYMMDD: from that, from a date and time that begins so, from YYYY-MM-DD
/// or DD.MM.YYYY (with - . / or _). Nothing for what is no day from 1880 to 2099.
std::optional<std::string> day_in(std::string_view word);

/// Adds the usual notations of a day given as YYYYMMDD.
void add_date_spellings(std::string_view yyyymmdd, std::vector<Spelling> &out);

} // namespace curate::leaks
