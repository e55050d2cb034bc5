#include <algorithm>
#include <libcurate/leaks/letters.hpp>

namespace curate::leaks {

namespace {

template <typename Change> std::u32string changed(std::u32string_view points, Change change) {
  std::u32string out(points);
  std::ranges::transform(out, out.begin(), change);
  return out;
}

// Source: Unicode 15: in these blocks the cases alternate, lower case on even numbers.
bool alternates_on_even(char32_t point) {
  return (point >= 0x139 && point <= 0x148) || (point >= 0x179 && point <= 0x17E);
}

bool alternates_on_odd(char32_t point) {
  return (point >= 0x100 && point <= 0x137) || (point >= 0x14A && point <= 0x177);
}

} // namespace

std::optional<Script> script_of(char32_t point) {
  if (point < 0x80) return {};
  if (point < 0x250 || (point >= 0x1E00 && point < 0x1F00)) return Script::latin;
  if (point >= 0x370 && point < 0x400) return Script::greek;
  if (point >= 0x400 && point < 0x530) return Script::cyrillic;
  if (point >= 0x590 && point < 0x600) return Script::hebrew;
  if (point >= 0x600 && point < 0x700) return Script::arabic;
  if (point >= 0xE00 && point < 0xE80) return Script::thai;
  if (point >= 0x1100 && point < 0x1200) return Script::east_asian;
  if (point >= 0x2E80 && point < 0xE000) return Script::east_asian;
  if (point >= 0xF900 && point < 0x30000) return Script::east_asian;
  return {};
}

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  std::size_t at = 0;
  while (at < utf8.size()) {
    const auto first = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? first : first & (0xFFU >> (length + 1));
    bool is_whole = at + length <= utf8.size();
    for (std::size_t i = 1; i < length && is_whole; ++i) {
      const auto next = static_cast<unsigned char>(utf8[at + i]);
      is_whole = (next & 0xC0U) == 0x80U;
      point = (point << 6U) | (next & 0x3FU);
    }
    out += is_whole ? point : static_cast<char32_t>(first);
    at += is_whole ? length : 1;
  }
  return out;
}

std::string to_utf8(std::u32string_view points) {
  std::string out;
  const auto push = [&](char32_t byte) { out += static_cast<char>(byte); };
  for (const char32_t point : points) {
    if (point < 0x80) {
      push(point);
      continue;
    }
    if (point < 0x800) {
      push(0xC0 | (point >> 6U));
    } else {
      if (point < 0x10000) {
        push(0xE0 | (point >> 12U));
      } else {
        push(0xF0 | ((point >> 18U) & 0x7));
        push(0x80 | ((point >> 12U) & 0x3F));
      }
      push(0x80 | ((point >> 6U) & 0x3F));
    }
    push(0x80 | (point & 0x3F));
  }
  return out;
}

std::u32string upper(std::u32string_view points) {
  return changed(points, [](char32_t p) -> char32_t {
    if (p >= 'a' && p <= 'z') return p - 32;
    if (p >= 0xE0 && p <= 0xFE && p != 0xF7) return p - 32;
    if (alternates_on_even(p)) return p % 2 == 0 ? p - 1 : p;
    if (alternates_on_odd(p)) return p % 2 == 1 ? p - 1 : p;
    if (p >= 0x3B1 && p <= 0x3C9 && p != 0x3C2) return p - 32;
    if (p >= 0x430 && p <= 0x44F) return p - 32;
    if (p >= 0x450 && p <= 0x45F) return p - 80;
    return p;
  });
}

std::u32string lower(std::u32string_view points) {
  return changed(points, [](char32_t p) -> char32_t {
    if (p >= 'A' && p <= 'Z') return p + 32;
    if (p >= 0xC0 && p <= 0xDE && p != 0xD7) return p + 32;
    if (alternates_on_even(p)) return p % 2 == 1 ? p + 1 : p;
    if (alternates_on_odd(p)) return p % 2 == 0 ? p + 1 : p;
    if (p >= 0x391 && p <= 0x3A9) return p + 32;
    if (p >= 0x410 && p <= 0x42F) return p + 32;
    if (p >= 0x400 && p <= 0x40F) return p + 80;
    return p;
  });
}

std::size_t weight(std::u32string_view points) {
  std::size_t sum = 0;
  for (const char32_t point : points)
    sum += script_of(point) == Script::east_asian ? 2 : 1;
  return sum;
}

} // namespace curate::leaks
