#pragma once

#include <optional>
#include <string_view>

namespace curate::dictionary {

/// A decimal number as BIDS and JSON write it: no plus sign, no zeros before, digits on both sides
/// of the point, perhaps an exponent. Finite. Fast.
std::optional<double> plain_number(std::string_view text);

/// Whether it is "YYYY-MM-DD" of the Gregorian calendar.
bool is_day(std::string_view text);

/// Whether it is "hh:mm:ss", perhaps with decimals: a time of day.
bool is_time(std::string_view text);

/// Whether it is a day, a T and a time, perhaps with Z behind.
/// Source: BIDS 1.11, "Units": YYYY-MM-DDThh:mm:ss[.000000][Z].
bool is_day_and_time(std::string_view text);

} // namespace curate::dictionary
