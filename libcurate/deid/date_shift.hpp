#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace curate::deid {

/// A calendar day from "YYYYMMDD" as days since 1970-01-01; nothing for what is no day of the
/// Gregorian calendar. Source: DICOM PS3.5, 6.2 (DA).
std::optional<int> day_of(std::string_view yyyymmdd);

/// Whole years from one day to another, as a person's age is told; nothing when it would be below 0
/// or above 130, which no person is.
std::optional<int> years_between(std::string_view birth_yyyymmdd, std::string_view then_yyyymmdd);

/// A day as "YYYYMMDD", moved back by `shift_days`; nothing where it is no day.
std::optional<std::string> shifted_date(std::string_view yyyymmdd, int shift_days);

/// "YYYY-MM-DDThh:mm:ss[.ffffff]" of a day moved back by `shift_days` and a time of day; nothing
/// where either is no such thing. A time of day that is absent is midnight.
std::optional<std::string> shifted_date_time(std::string_view yyyymmdd,
                                             std::optional<double> time_of_day_s, int shift_days);

} // namespace curate::deid
