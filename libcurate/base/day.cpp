#include <fmt/format.h>
#include <libcurate/base/clock.hpp>
#include <libcurate/base/day.hpp>

namespace curate::base {

namespace {

/// The number that the digits from `at` on make; -1 where one of them is no digit.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  for (const char character : text.substr(at, count)) {
    if (character < '0' || character > '9') return -1;
    number = number * 10 + (character - '0');
  }
  return number;
}

} // namespace

std::optional<Day> day_of(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (year < 1 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return Day(date);
}

std::string text_of(Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Day today() {
  return std::chrono::floor<std::chrono::days>(Clock::now());
}

} // namespace curate::base
