#include <libcurate/base/text.hpp>
#include <libcurate/deid/date_shift.hpp>

#include <chrono>
#include <cmath>
#include <fmt/format.h>

namespace curate::deid {

namespace {

std::optional<std::chrono::year_month_day> date_of(std::string_view text) {
  text = base::trim(text);
  if (text.size() != 8 || text.find_first_not_of("0123456789") != std::string_view::npos) return {};
  const auto number = [&](std::size_t at, std::size_t length) {
    return static_cast<unsigned>(base::to_integer(text.substr(at, length)).value_or(0));
  };
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(number(0, 4))),
                                         std::chrono::month(number(4, 2)),
                                         std::chrono::day(number(6, 2)));
  if (!date.ok() || number(0, 4) < 1) return {};
  return date;
}

} // namespace

std::optional<int> day_of(std::string_view yyyymmdd) {
  const auto date = date_of(yyyymmdd);
  if (!date) return {};
  return static_cast<int>(std::chrono::sys_days(*date).time_since_epoch().count());
}

std::optional<int> years_between(std::string_view birth_yyyymmdd, std::string_view then_yyyymmdd) {
  const auto birth = date_of(birth_yyyymmdd), then = date_of(then_yyyymmdd);
  if (!birth || !then) return {};
  int years = static_cast<int>(then->year()) - static_cast<int>(birth->year());
  if (then->month() < birth->month() ||
      (then->month() == birth->month() && then->day() < birth->day()))
    --years;
  if (years < 0 || years > 130) return {};
  return years;
}

std::optional<std::string> shifted_date(std::string_view yyyymmdd, int shift_days) {
  const auto day = day_of(yyyymmdd);
  if (!day) return {};
  const std::chrono::year_month_day date(
      std::chrono::sys_days(std::chrono::days(*day - shift_days)));
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<std::string> shifted_date_time(std::string_view yyyymmdd,
                                             std::optional<double> time_of_day_s, int shift_days) {
  const auto day = day_of(yyyymmdd);
  if (!day) return {};
  const double seconds = time_of_day_s.value_or(0);
  // A leap second is written as 23:59:60; later is no time of day.
  if (!(seconds >= 0) || seconds > 86'401) return {};
  const std::chrono::year_month_day date(
      std::chrono::sys_days(std::chrono::days(*day - shift_days)));
  const auto microseconds = std::min<long long>(std::llround(seconds * 1e6), 86'399'999'999LL);
  const auto whole = microseconds / 1'000'000;
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  whole / 3600, whole / 60 % 60, whole % 60);
  if (microseconds % 1'000'000 != 0) text += fmt::format(".{:06}", microseconds % 1'000'000);
  return text;
}

} // namespace curate::deid
