#pragma once

#include <optional>
#include <string_view>

namespace curate::dicom {

/// Seconds since midnight of a TM value: "HHMMSS.FFFFFF", any part of it from the hours on, and the
/// old "HH:MM:SS". Nothing where it is no time. Source: DICOM PS3.5, 6.2.
std::optional<double> time_of_day_s(std::string_view value);

/// Seconds since midnight of a DT value: "YYYYMMDDHHMMSS.FFFFFF&ZZXX", without its zone.
std::optional<double> time_of_date_time_s(std::string_view value);

/// "YYYYMMDD" of a DA or DT value; empty where it is no date.
std::string_view date_digits(std::string_view value);

} // namespace curate::dicom
