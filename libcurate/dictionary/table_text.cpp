#include <libcurate/dictionary/table_text.hpp>

#include <array>
#include <cstdint>
#include <cstring>

namespace curate::dictionary {

namespace {

// Code points of the bytes 0x80 to 0x9F. Source: WHATWG Encoding Standard, index windows-1252.
constexpr std::array<unsigned, 32> upper_controls{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

void append_point(unsigned point, std::string &utf8) {
  const auto byte = [&](unsigned value) { utf8 += static_cast<char>(value); };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xC0U | point >> 6U);
    byte(0x80U | (point & 0x3FU));
  } else if (point < 0x10000) {
    byte(0xE0U | point >> 12U);
    byte(0x80U | (point >> 6U & 0x3FU));
    byte(0x80U | (point & 0x3FU));
  } else {
    byte(0xF0U | point >> 18U);
    byte(0x80U | (point >> 12U & 0x3FU));
    byte(0x80U | (point >> 6U & 0x3FU));
    byte(0x80U | (point & 0x3FU));
  }
}

constexpr char broken = static_cast<char>(0xFF);

} // namespace

bool is_plain(std::string_view text) {
  constexpr std::uint64_t high = 0x8080808080808080ULL, low = 0x0101010101010101ULL;
  std::uint64_t seen = 0;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    seen |= word | (word - low); // a byte of 0 borrows into its highest bit
  }
  if ((seen & high) != 0) return false;
  for (; at < text.size(); ++at)
    if (static_cast<unsigned char>(text[at] - 1) >= 0x7F) return false;
  return true;
}

void append_windows_1252(std::string_view text, std::string &utf8) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    append_point(byte >= 0x80 && byte < 0xA0 ? upper_controls[byte - 0x80U] : byte, utf8);
  }
}

void Utf16Decoder::unit(unsigned value, std::string &utf8) {
  const bool is_high = value >= 0xD800 && value < 0xDC00;
  const bool is_low = value >= 0xDC00 && value < 0xE000;
  if (high_surrogate_ != 0) {
    if (is_low) {
      append_point(0x10000 + ((high_surrogate_ - 0xD800) << 10U) + (value - 0xDC00), utf8);
      high_surrogate_ = 0;
      return;
    }
    utf8 += broken;
    high_surrogate_ = 0;
  }
  if (is_high)
    high_surrogate_ = value;
  else if (is_low)
    utf8 += broken;
  else
    append_point(value, utf8);
}

void Utf16Decoder::append(std::string_view bytes, std::string &utf8) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (pending_byte_ < 0) {
      pending_byte_ = byte;
      continue;
    }
    const auto first = static_cast<unsigned>(pending_byte_);
    unit(is_high_byte_first_ ? first << 8U | byte : static_cast<unsigned>(byte) << 8U | first,
         utf8);
    pending_byte_ = -1;
  }
}

void Utf16Decoder::finish(std::string &utf8) {
  if (pending_byte_ >= 0 || high_surrogate_ != 0) utf8 += broken;
  pending_byte_ = -1;
  high_surrogate_ = 0;
}

} // namespace curate::dictionary
