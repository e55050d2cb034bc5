#include <cstdlib>
#include <fmt/format.h>
#include <libcurate/base/clock.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>

namespace curate::base {

std::chrono::sys_seconds Clock::now() {
  if (const char *fixed = std::getenv("SOURCE_DATE_EPOCH")) {
    const auto seconds = to_integer(fixed);
    if (!seconds)
      throw UsageError("SOURCE_DATE_EPOCH is not a whole number of seconds; unset or correct it");
    return std::chrono::sys_seconds(std::chrono::seconds(*seconds));
  }
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string Clock::now_iso8601() {
  return iso8601(now());
}

std::string iso8601(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

} // namespace curate::base
