#include <libcurate/leaks/borders.hpp>

namespace curate::leaks {

namespace {

constexpr int none = -1;
constexpr std::ptrdiff_t farthest = 64;
constexpr std::ptrdiff_t digest_characters = 16;

// The unit `distance` behind the end (from 0), or before the begin (from -1, falling); `none` at
// the ends of the bytes, and for what is no ASCII.
int unit_at(const FoundSpan &found, std::ptrdiff_t distance) {
  const auto width = static_cast<std::ptrdiff_t>(found.unit_bytes);
  const auto from = distance < 0 ? static_cast<std::ptrdiff_t>(found.begin)
                                 : static_cast<std::ptrdiff_t>(found.begin + found.length_bytes);
  const std::ptrdiff_t at = from + distance * width;
  if (at < 0 || at + width > static_cast<std::ptrdiff_t>(found.bytes.size())) return none;
  const auto byte = [&](std::ptrdiff_t i) {
    return std::to_integer<int>(found.bytes[static_cast<std::size_t>(i)]);
  };
  if (width == 1) return byte(at) < 0x80 ? byte(at) : none;
  const int low = found.is_high_byte_first ? byte(at + 1) : byte(at);
  const int high = found.is_high_byte_first ? byte(at) : byte(at + 1);
  return high == 0 && low < 0x80 ? low : none;
}

bool is_digit(int unit) {
  return unit >= '0' && unit <= '9';
}

bool is_alphanumeric(int unit) {
  return is_digit(unit) || (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z');
}

bool is_separator(int unit) {
  return unit == '-' || unit == '.' || unit == '/' || unit == '_' || unit == ':';
}

// Letters and digits that stand together around the spelling, beside it.
std::ptrdiff_t run_beside(const FoundSpan &found) {
  std::ptrdiff_t before = 0, after = 0;
  while (before < farthest && is_alphanumeric(unit_at(found, -before - 1)))
    ++before;
  while (after < farthest && is_alphanumeric(unit_at(found, after)))
    ++after;
  return before + after;
}

bool is_free_word(const FoundSpan &found) {
  return !is_alphanumeric(unit_at(found, -1)) && !is_alphanumeric(unit_at(found, 0));
}

bool is_free_before(const FoundSpan &found) {
  const int before = unit_at(found, -1);
  return !is_digit(before) && !((before == '.' || before == ',') && is_digit(unit_at(found, -2)));
}

bool is_free_after(const FoundSpan &found) {
  const int after = unit_at(found, 0);
  return !is_digit(after) && !((after == '.' || after == ',') && is_digit(unit_at(found, 1)));
}

bool is_free_number(const FoundSpan &found) {
  if (!is_free_before(found) || !is_free_after(found)) return false;
  const bool is_beside_letters =
      is_alphanumeric(unit_at(found, -1)) || is_alphanumeric(unit_at(found, 0));
  if (!is_beside_letters) return true;
  const auto length = static_cast<std::ptrdiff_t>(found.length_bytes / found.unit_bytes);
  // Few digits within letters come by chance: random labels have ten letters and digits.
  return length >= 7 && length + run_beside(found) < digest_characters;
}

// Hours, minutes and seconds directly behind a day.
bool is_time_behind(const FoundSpan &found) {
  std::ptrdiff_t digits = 0;
  while (digits < 8 && is_digit(unit_at(found, digits)))
    ++digits;
  if (digits != 2 && digits != 4 && digits != 6) return false;
  constexpr int most[] = {23, 59, 60};
  for (std::ptrdiff_t i = 0; i < digits; i += 2)
    if ((unit_at(found, i) - '0') * 10 + unit_at(found, i + 1) - '0' > most[i / 2]) return false;
  return true;
}

bool is_free_strictly(const FoundSpan &found) {
  if (!is_free_word(found)) return false;
  return !(is_separator(unit_at(found, -1)) && is_digit(unit_at(found, -2))) &&
         !(is_separator(unit_at(found, 0)) && is_digit(unit_at(found, 1)));
}

} // namespace

bool stands_free(const FoundSpan &found, Border border) {
  switch (border) {
  case Border::none:
    return true;
  case Border::word:
    return is_free_word(found);
  case Border::digits:
    return is_free_number(found);
  case Border::strict_digits:
    return is_free_strictly(found);
  case Border::day:
    return is_free_number(found) || (is_free_before(found) && is_time_behind(found));
  case Border::uid:
    return !is_digit(unit_at(found, -1)) && unit_at(found, -1) != '.' &&
           !is_digit(unit_at(found, 0));
  }
  return true;
}

bool stands_in_print(const FoundSpan &found) {
  constexpr std::ptrdiff_t least = 16;
  const auto is_printable = [](int unit) { return unit >= 0x20 && unit < 0x7F; };
  auto run = static_cast<std::ptrdiff_t>(found.length_bytes / found.unit_bytes);
  for (std::ptrdiff_t i = -1; run < least && is_printable(unit_at(found, i)); --i)
    ++run;
  for (std::ptrdiff_t i = 0; run < least && is_printable(unit_at(found, i)); ++i)
    ++run;
  return run >= least;
}

bool stands_between_nuls(const FoundSpan &found) {
  const auto is_end = [&](std::ptrdiff_t distance) {
    const int unit = unit_at(found, distance);
    if (unit == 0) return true;
    return unit == none && (distance < 0 ? found.begin == 0
                                         : found.begin + found.length_bytes == found.bytes.size());
  };
  return is_end(-1) && is_end(0);
}

bool stands_in_value(const FoundSpan &found, bool but_numbers) {
  if (found.unit_bytes != 1) return false;
  const auto is_control = [&](std::size_t at) {
    return std::to_integer<unsigned>(found.bytes[at]) < 0x20U;
  };
  std::size_t begin = found.begin, end = found.begin + found.length_bytes;
  for (std::ptrdiff_t i = 0; begin > 0 && !is_control(begin - 1); ++i, --begin)
    if (i == farthest) return false;
  for (std::ptrdiff_t i = 0; end < found.bytes.size() && !is_control(end); ++i, ++end)
    if (i == farthest) return false;
  // Two letters and two bytes of length stand before a value; the upper one of a short length is 0.
  if (!but_numbers || begin < 4) return true;
  const auto letter = [&](std::size_t at) { return std::to_integer<char>(found.bytes[at]); };
  const char first = letter(begin - 4), second = letter(begin - 3);
  return !((second == 'S' && (first == 'I' || first == 'D' || first == 'A')) ||
           (first == 'T' && second == 'M'));
}

} // namespace curate::leaks
