#include <libcurate/dictionary/plain_value.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace curate::dictionary {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Powers of ten that a double holds exactly.
constexpr std::array<double, 16> powers{1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

std::optional<double> exact(std::string_view text) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

unsigned digits(std::string_view text, std::size_t at, std::size_t count) {
  unsigned value = 0;
  for (std::size_t i = at; i < at + count; ++i)
    value = value * 10 + static_cast<unsigned>(text[i] - '0');
  return value;
}

// Whether `text` has a digit where `form` has a 0, and else the same letters.
bool has_form(std::string_view text, std::string_view form) {
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (form[i] == '0' ? !is_digit(text[i]) : text[i] != form[i]) return false;
  return true;
}

} // namespace

std::optional<double> plain_number(std::string_view text) {
  std::size_t at = !text.empty() && text.front() == '-' ? 1 : 0;
  const std::size_t first = at;
  std::uint64_t mantissa = 0;
  while (at < text.size() && is_digit(text[at]))
    mantissa = mantissa * 10 + static_cast<std::uint64_t>(text[at++] - '0');
  std::size_t count = at - first;
  if (count == 0 || (count > 1 && text[first] == '0')) return {};
  std::size_t decimals = 0;
  if (at < text.size() && text[at] == '.') {
    const std::size_t point = at++;
    while (at < text.size() && is_digit(text[at]))
      mantissa = mantissa * 10 + static_cast<std::uint64_t>(text[at++] - '0');
    decimals = at - point - 1;
    if (decimals == 0) return {};
    count += decimals;
  }
  // Fifteen digits and a power of ten below 16 are exact, so one division rounds once.
  if (at == text.size() && count <= 15) {
    const double value = static_cast<double>(mantissa) / powers[decimals];
    return first == 1 ? -value : value;
  }
  if (at < text.size()) {
    if (text[at] != 'e' && text[at] != 'E') return {};
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (at == text.size()) return {};
    for (; at < text.size(); ++at)
      if (!is_digit(text[at])) return {};
  }
  return exact(text);
}

bool is_day(std::string_view text) {
  if (!has_form(text, "0000-00-00")) return false;
  const std::chrono::year_month_day day(std::chrono::year(static_cast<int>(digits(text, 0, 4))),
                                        std::chrono::month(digits(text, 5, 2)),
                                        std::chrono::day(digits(text, 8, 2)));
  return day.ok();
}

bool is_time(std::string_view text) {
  if (text.size() < 8 || !has_form(text.substr(0, 8), "00:00:00")) return false;
  // A leap second is written as 60.
  if (digits(text, 0, 2) > 23 || digits(text, 3, 2) > 59 || digits(text, 6, 2) > 60) return false;
  if (text.size() == 8) return true;
  if (text[8] != '.' || text.size() == 9) return false;
  for (const char c : text.substr(9))
    if (!is_digit(c)) return false;
  return true;
}

bool is_day_and_time(std::string_view text) {
  if (text.size() < 19 || text[10] != 'T' || !is_day(text.substr(0, 10))) return false;
  if (text.ends_with('Z')) text.remove_suffix(1);
  return is_time(text.substr(11));
}

} // namespace curate::dictionary
