#include "libcurate/deid/high_bits.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace curate::deid {

static_assert(std::endian::native == std::endian::little, "pixels are words of this machine");

namespace {

/// Every whole word through `change`; whether one differs afterwards.
template <typename Word, typename Change>
bool change_words(std::span<std::byte> pixels, Change change) {
  const std::size_t count = pixels.size() / sizeof(Word);
  std::byte *at = pixels.data();
  Word differences = 0;
  for (std::size_t i = 0; i < count; ++i, at += sizeof(Word)) {
    Word word;
    std::memcpy(&word, at, sizeof word);
    const Word clean = change(word);
    differences = static_cast<Word>(differences | (word ^ clean));
    std::memcpy(at, &clean, sizeof clean);
  }
  return differences != 0;
}

template <typename Word> bool clear(const dicom::PixelFormat &format, std::span<std::byte> pixels) {
  constexpr int width = static_cast<int>(sizeof(Word)) * 8;
  using Signed = std::make_signed_t<Word>;
  const int above = width - 1 - format.high_bit;
  const int below = format.high_bit + 1 - format.bits_stored;
  const auto all = static_cast<Word>(~Word{0});
  const auto theirs = static_cast<Word>(static_cast<Word>(all << below));
  if (format.is_signed)
    return change_words<Word>(pixels, [=](Word word) {
      const auto up = static_cast<Signed>(static_cast<Word>(word << above));
      return static_cast<Word>(static_cast<Word>(static_cast<Signed>(up >> above)) & theirs);
    });
  const auto mask = static_cast<Word>(theirs & static_cast<Word>(all >> above));
  return change_words<Word>(pixels, [=](Word word) { return static_cast<Word>(word & mask); });
}

bool clear_rest(std::span<std::byte> rest) {
  const bool changes =
      std::ranges::any_of(rest, [](std::byte value) { return value != std::byte{0}; });
  std::ranges::fill(rest, std::byte{0});
  return changes;
}

} // namespace

Result<bool> clear_high_bits(const dicom::PixelFormat &format, std::span<std::byte> pixels) {
  const int bits = format.bits_allocated;
  if (format.is_float || (format.bits_stored == bits && format.high_bit == bits - 1)) {
    const std::size_t word = bits >= 8 && bits % 8 == 0 ? static_cast<std::size_t>(bits) / 8 : 1;
    return clear_rest(pixels.last(pixels.size() % word));
  }
  if (format.bits_stored < 1 || format.high_bit < format.bits_stored - 1 || format.high_bit >= bits)
    return problem("DEID-HIGH-BITS", "Bits Stored or High Bit does not fit Bits Allocated");
  bool changed = false;
  if (bits == 8)
    changed = clear<std::uint8_t>(format, pixels);
  else if (bits == 16)
    changed = clear<std::uint16_t>(format, pixels);
  else if (bits == 32)
    changed = clear<std::uint32_t>(format, pixels);
  else if (bits == 64)
    changed = clear<std::uint64_t>(format, pixels);
  else
    return problem("DEID-HIGH-BITS", "pixels of a width whose unused bits cannot be cleared",
                   "export the pictures with 8 or 16 bits allocated");
  return clear_rest(pixels.last(pixels.size() % (static_cast<std::size_t>(bits) / 8))) || changed;
}

} // namespace curate::deid
