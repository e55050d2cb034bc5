#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/diagnose.hpp>
#include <libcurate/dictionary/plain_value.hpp>

#include <algorithm>

namespace curate::dictionary {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool are_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text;
}

// How a text is built: digits as 0, letters as a, the rest as it is; runs of one of them once.
std::string shape_of(std::string_view text) {
  std::string shape;
  for (const char c : text) {
    const bool is_letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    const char sign = is_digit(c) ? '0' : is_letter ? 'a' : c;
    if ((sign == '0' || sign == 'a') && !shape.empty() && shape.back() == sign) continue;
    shape += sign;
  }
  return shape;
}

// 1,234 · 1,234.5 · 1.234,5 · 1'234 · 1 234: groups of three between equal signs.
bool has_thousands(std::string_view text) {
  text = without_sign(text);
  for (const char separator : {',', '.', '\'', ' ', '_'}) {
    const char point = separator == ',' ? '.' : ',';
    const std::string_view whole = text.substr(0, text.find(point));
    const auto groups = base::split(whole, separator);
    if (groups.size() < 2 || !are_digits(groups.front()) || groups.front().size() > 3) continue;
    const bool are_threes = std::all_of(groups.begin() + 1, groups.end(), [](auto group) {
      return group.size() == 3 && are_digits(group);
    });
    if (!are_threes) continue;
    // One group behind a comma may be three decimals; only zero or more groups tell.
    if (separator == ',' && groups.size() == 2 && whole.size() == text.size() &&
        groups.front() == "0")
      continue;
    return true;
  }
  return false;
}

bool is_fraction(std::string_view text) {
  const auto parts = base::split(text, '/');
  return parts.size() == 2 && are_digits(base::trim(parts[1])) && parts[1].size() <= 2 &&
         are_digits(base::trim(without_sign(parts[0])));
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() > word.size() && base::lower(text.substr(0, word.size())) == word;
}

Fault of_signs(std::string_view text) {
  if (text.ends_with('%')) return Fault::percent;
  for (const std::string_view sign : {"<", ">", "~", "=", "\xE2\x89\xA4", "\xE2\x89\xA5"})
    if (text.starts_with(sign)) return Fault::censored;
  for (const std::string_view word : {"ca.", "ca ", "approx", "about ", "less ", "more "})
    if (starts_with_word(text, word)) return Fault::censored;
  if (text.starts_with('(') && text.ends_with(')')) return Fault::parentheses;
  for (const std::string_view minus : {"\xE2\x88\x92", "\xE2\x80\x93", "\xE2\x80\x94"})
    if (text.starts_with(minus)) return Fault::odd_minus;
  if (text.ends_with('-') && plain_number(text.substr(0, text.size() - 1))) return Fault::odd_minus;
  if (text.starts_with('+') && plain_number(text.substr(1))) return Fault::plus_sign;
  return Fault::none;
}

Fault of_digits(std::string_view text) {
  const std::string_view rest = without_sign(text);
  if (rest.size() > 2 && rest[0] == '0' && (rest[1] == 'x' || rest[1] == 'X'))
    return Fault::hexadecimal;
  const std::string small = base::lower(rest);
  if (small == "inf" || small == "infinity" || small == "\xE2\x88\x9E") return Fault::infinite;
  // Digits of other scripts: fullwidth, Arabic-Indic, superscript.
  if (rest.find("\xEF\xBC") != std::string_view::npos ||
      rest.find("\xD9\xA0") != std::string_view::npos || rest.starts_with("\xD9") ||
      rest.find("\xC2\xB2") != std::string_view::npos)
    return Fault::foreign_digits;
  const std::string shape = shape_of(rest);
  if (shape == ".0" || shape == "0.") return Fault::bare_point;
  if (rest.size() > 1 && rest[0] == '0' && (shape == "0" || shape == "0.0"))
    return Fault::leading_zeros;
  const auto e = small.find('e');
  if (e != std::string::npos && e > 0 && shape.find_first_not_of("0a.+-") == std::string::npos &&
      (small.substr(e + 1).find_first_not_of("+-0123456789") == std::string::npos) &&
      e + 1 < small.size())
    return Fault::infinite; // well formed, and too large for a number
  return Fault::none;
}

} // namespace

Fault why_no_number(std::string_view text) {
  if (const Fault fault = of_signs(text); fault != Fault::none) return fault;
  if (const Fault fault = of_digits(text); fault != Fault::none) return fault;
  if (has_thousands(text)) return Fault::thousands_separator;
  const std::string shape = shape_of(without_sign(text));
  if (shape == "0,0" || shape == ",0") return Fault::decimal_comma;
  if (is_fraction(text)) return Fault::fraction;
  if (shape == "0-0-0" || shape == "0.0.0" || shape == "0/0/0" || shape == "0-a" ||
      shape == "a-0" || shape == "0-a-0" || shape == "0. a" || shape == "0.a" ||
      shape == "0. a 0" || shape == "0.0.")
    return Fault::date_for_number;
  if (shape == "0-0" || shape == "0.0-0.0" || shape == "0 - 0" || shape == "0-0.0" ||
      shape == "0.0-0" || shape == "0..0" || text.find("\xE2\x80\x93") != std::string_view::npos)
    return Fault::number_range;
  std::string repaired;
  for (const char c : without_sign(text))
    repaired += c == 'O' || c == 'o' ? '0' : c == 'l' || c == 'I' ? '1' : c;
  if (repaired != without_sign(text) && plain_number(repaired)) return Fault::letter_for_digit;
  const auto digits_end = without_sign(text).find_first_not_of("0123456789.,");
  if (digits_end != 0 && digits_end != std::string_view::npos && is_digit(without_sign(text)[0]))
    return Fault::with_unit;
  return Fault::no_number;
}

} // namespace curate::dictionary
