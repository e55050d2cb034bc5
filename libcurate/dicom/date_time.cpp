#include "libcurate/dicom/date_time.hpp"

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <string>

namespace curate::dicom {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Two digits as a number below `limit`, or nothing.
std::optional<int> two_digits(std::string_view text, std::size_t at, int limit) {
  if (at + 2 > text.size() || !is_digit(text[at]) || !is_digit(text[at + 1])) return {};
  const int value = (text[at] - '0') * 10 + (text[at + 1] - '0');
  return value < limit ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<double> time_of_day_s(std::string_view value) {
  std::string digits;
  for (const char c : base::trim(value)) {
    if (c != ':') digits.push_back(c);
  }
  const auto hours = two_digits(digits, 0, 24);
  if (!hours) return {};
  double seconds = *hours * 3600.0;
  if (digits.size() == 2) return seconds;
  const auto minutes = two_digits(digits, 2, 60);
  if (!minutes) return {};
  seconds += *minutes * 60.0;
  if (digits.size() == 4) return seconds;
  if (!two_digits(digits, 4, 61)) return {}; // 60 is a leap second
  const auto rest = base::to_double(std::string_view(digits).substr(4));
  if (!rest) return {};
  return seconds + *rest;
}

std::optional<double> time_of_date_time_s(std::string_view value) {
  value = base::trim(value);
  if (value.size() < 10) return {};
  value = value.substr(8);
  return time_of_day_s(value.substr(0, value.find_first_of("+-&")));
}

std::string_view date_digits(std::string_view value) {
  value = base::trim(value);
  if (value.size() < 8 || !std::all_of(value.begin(), value.begin() + 8, is_digit)) return {};
  return value.substr(0, 8);
}

} // namespace curate::dicom
