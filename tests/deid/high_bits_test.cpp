#include "libcurate/deid/high_bits.hpp"

#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/dicom/native_pixels.hpp>
#include <rapidcheck/gtest.h>

namespace curate::deid {
namespace {

using dicom::PixelFormat;
using Bytes = std::vector<std::byte>;

PixelFormat format(int allocated, int stored, int high_bit, bool is_signed) {
  PixelFormat out;
  out.bits_allocated = allocated;
  out.bits_stored = stored;
  out.high_bit = high_bit;
  out.is_signed = is_signed;
  return out;
}

template <typename Word> Bytes bytes_of(std::initializer_list<Word> words) {
  Bytes out(words.size() * sizeof(Word));
  std::memcpy(out.data(), std::data(words), out.size());
  return out;
}

TEST(clear_high_bits, clears_an_overlay_above_the_pixels) {
  auto pixels = bytes_of<std::uint16_t>({0xFABC, 0x0123, 0x8FFF});
  EXPECT_EQ(clear_high_bits(format(16, 12, 11, false), pixels), true);
  EXPECT_EQ(pixels, bytes_of<std::uint16_t>({0x0ABC, 0x0123, 0x0FFF}));
  EXPECT_EQ(clear_high_bits(format(16, 12, 11, false), pixels), false);
}

TEST(clear_high_bits, clears_below_the_lowest_bit_too) {
  auto pixels = bytes_of<std::uint16_t>({0xFABC, 0x0123});
  EXPECT_EQ(clear_high_bits(format(16, 8, 11, false), pixels), true);
  EXPECT_EQ(pixels, bytes_of<std::uint16_t>({0x0AB0, 0x0120}));
}

TEST(clear_high_bits, extends_the_sign) {
  auto pixels = bytes_of<std::uint16_t>({0xF800, 0x0800, 0x17FF, 0x07FF});
  EXPECT_EQ(clear_high_bits(format(16, 12, 11, true), pixels), true);
  EXPECT_EQ(pixels, bytes_of<std::uint16_t>({0xF800, 0xF800, 0x07FF, 0x07FF}));
}

TEST(clear_high_bits, knows_every_width) {
  auto narrow = bytes_of<std::uint8_t>({0xFF, 0x3F});
  EXPECT_EQ(clear_high_bits(format(8, 6, 5, false), narrow), true);
  EXPECT_EQ(narrow, bytes_of<std::uint8_t>({0x3F, 0x3F}));
  auto wide = bytes_of<std::uint32_t>({0xFF123456});
  EXPECT_EQ(clear_high_bits(format(32, 24, 23, false), wide), true);
  EXPECT_EQ(wide, bytes_of<std::uint32_t>({0x00123456}));
  auto widest = bytes_of<std::uint64_t>({0xFFFF'0000'0000'0001});
  EXPECT_EQ(clear_high_bits(format(64, 48, 47, false), widest), true);
  EXPECT_EQ(widest, bytes_of<std::uint64_t>({1}));
}

TEST(clear_high_bits, leaves_full_words_and_clears_what_is_no_word) {
  auto pixels = bytes_of<std::uint16_t>({0xFFFF, 0x8001});
  const auto before = pixels;
  EXPECT_EQ(clear_high_bits(format(16, 16, 15, true), pixels), false);
  EXPECT_EQ(pixels, before);
  pixels.push_back(std::byte{'J'});
  EXPECT_EQ(clear_high_bits(format(16, 12, 11, false), pixels), true);
  EXPECT_EQ(pixels.back(), std::byte{0});
}

TEST(clear_high_bits, refuses_what_does_not_fit) {
  Bytes pixels(12);
  for (const auto &odd :
       {format(16, 0, 15, false), format(16, 17, 16, false), format(16, 12, 10, false),
        format(16, 12, 16, false), format(12, 10, 9, false), format(24, 20, 19, false)}) {
    const auto result = clear_high_bits(odd, pixels);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "DEID-HIGH-BITS");
  }
}

RC_GTEST_PROP(clear_high_bits, keeps_every_stored_value, ()) {
  const int allocated = *rc::gen::element(8, 16, 32, 64);
  const int high = *rc::gen::inRange(0, allocated);
  const int stored = *rc::gen::inRange(1, high + 2);
  const PixelFormat what = format(allocated, stored, high, *rc::gen::arbitrary<bool>());
  const auto words =
      *rc::gen::container<std::vector<std::uint64_t>>(rc::gen::arbitrary<std::uint64_t>());
  Bytes pixels(words.size() * 8);
  std::memcpy(pixels.data(), words.data(), pixels.size());
  Bytes clean = pixels;
  RC_ASSERT(clear_high_bits(what, clean).has_value());
  Bytes again = clean;
  RC_ASSERT(clear_high_bits(what, again) == false);
  // The values that a reader sees are the same.
  dicom::settle_bits(what, pixels);
  dicom::settle_bits(what, clean);
  RC_ASSERT(pixels == clean);
}

} // namespace
} // namespace curate::deid
