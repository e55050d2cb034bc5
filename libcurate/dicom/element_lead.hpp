#pragma once

#include <cstdint>
#include <libcurate/dicom/parser.hpp>

namespace curate::dicom {

inline constexpr std::uint32_t undefined_length = 0xFFFFFFFF;

inline constexpr Tag item_tag{0xFFFE, 0xE000};
inline constexpr Tag item_end_tag{0xFFFE, 0xE00D};
inline constexpr Tag sequence_end_tag{0xFFFE, 0xE0DD};

/// What stands before a value: tag, VR and length.
struct Lead {
  Tag tag;
  Vr vr = Vr::UN;
  std::uint32_t length = 0;
  std::uint32_t lead_bytes = 0; ///< of the lead itself
  bool has_vr = false;          ///< false for implicit elements, items and delimiters
};

/// Two bytes as a number.
inline std::uint16_t word_at(const std::byte *at, bool is_big_endian) {
  const auto a = std::to_integer<unsigned>(at[0]);
  const auto b = std::to_integer<unsigned>(at[1]);
  return static_cast<std::uint16_t>(is_big_endian ? a << 8 | b : b << 8 | a);
}

/// Four bytes as a number.
inline std::uint32_t long_at(const std::byte *at, bool is_big_endian) {
  const std::uint32_t a = word_at(at, is_big_endian);
  const std::uint32_t b = word_at(at + 2, is_big_endian);
  return is_big_endian ? a << 16 | b : b << 16 | a;
}

inline Tag tag_at(const std::byte *at, bool is_big_endian) {
  return {word_at(at, is_big_endian), word_at(at + 2, is_big_endian)};
}

/// Whether the two letters are a VR of the standard.
bool is_vr(Vr vr);

/// The lead at the beginning of `bytes`; nothing where it does not fit in them. An explicit element
/// without a readable VR is taken as implicit, or with a short length, whichever leads to another
/// element.
std::optional<Lead> read_lead(std::span<const std::byte> bytes, Encoding encoding);

} // namespace curate::dicom
