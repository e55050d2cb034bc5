#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace curate::base {

/// A day of the Gregorian calendar, in no time zone.
using Day = std::chrono::sys_days;

/// The day of "2026-03-01": four, two and two digits, and a day that exists, from year 1 on; else
/// nothing.
std::optional<Day> day_of(std::string_view text);

/// "2026-03-01".
std::string text_of(Day day);

/// The day in UTC, by Clock.
Day today();

} // namespace curate::base
