#include "libcurate/deid/clean_number.hpp"

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>

namespace curate::deid {

namespace {

constexpr std::uint64_t first_of_eight_digits = 10'000'000;
constexpr std::size_t shortest_known = 5;
constexpr std::size_t longest_known = 16;

bool is_day(std::uint64_t day) {
  return day >= 1 && day <= 31;
}

bool is_month(std::uint64_t month) {
  return month >= 1 && month <= 12;
}

bool is_day_and_month(std::uint64_t four_digits) {
  const std::uint64_t first = four_digits / 100, second = four_digits % 100;
  return (is_day(first) && is_month(second)) || (is_month(first) && is_day(second));
}

/// Whether the digits are known as a whole: without their first or last one they are not.
bool is_known(std::string_view digits, const Scrubber &scrubber) {
  if (digits.size() < shortest_known || digits.size() > longest_known) return false;
  return scrubber.holds_known(digits) && !scrubber.holds_known(digits.substr(1)) &&
         !scrubber.holds_known(digits.substr(0, digits.size() - 1));
}

} // namespace

bool looks_like_date(std::uint64_t number) {
  constexpr std::uint64_t first_year = 1880, last_year = 2099;
  const auto is_year = [](std::uint64_t year) { return year >= first_year && year <= last_year; };
  if (number > 99'999'999 || number < 100'000) return false;
  const bool has_year_first =
      is_year(number / 10'000) && is_month(number / 100 % 100) && is_day(number % 100);
  const bool has_year_last = is_year(number % 10'000) && is_day_and_month(number / 10'000);
  if (has_year_first || has_year_last) return true;
  if (number > 999'999) return false;
  return (is_month(number / 100 % 100) && is_day(number % 100)) || is_day_and_month(number / 100);
}

bool is_clean_count(std::uint64_t number, const Scrubber &scrubber) {
  return number < first_of_eight_digits && !is_known(std::to_string(number), scrubber);
}

std::optional<std::string> clean_number(std::string_view text, const Scrubber &scrubber) {
  const auto value = base::to_double(text);
  if (!value || std::abs(*value) >= static_cast<double>(first_of_eight_digits)) return {};
  const auto whole = static_cast<long long>(*value);
  const bool is_whole = static_cast<double>(whole) == *value; // and "2e+06" is hard to read
  std::string out = is_whole ? std::to_string(whole) : base::shortest(*value);
  if (out.size() < shortest_known) return out;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (auto at = out.begin(); at != out.end();) {
    const auto begin = std::find_if(at, out.end(), is_digit);
    at = std::find_if_not(begin, out.end(), is_digit);
    if (is_known(std::string_view(out).substr(static_cast<std::size_t>(begin - out.begin()),
                                              static_cast<std::size_t>(at - begin)),
                 scrubber))
      return {};
  }
  return out;
}

} // namespace curate::deid
