#include "tests/support/encapsulate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/deid/codestream.hpp>
#include <libcurate/dicom/fragments.hpp>
#include <libcurate/dicom/jpeg.hpp>
#include <libcurate/dicom/jpeg2000.hpp>
#include <libcurate/dicom/pixels.hpp>
#include <libcurate/dicom/rle.hpp>
#include <string>

namespace curate::deid {
namespace {

using dicom::PixelCoding;
using dicom::PixelFormat;
using support::encapsulated;
using support::OffsetTable;
using support::PixelBytes;

constexpr const char *rle = "1.2.840.10008.1.2.5";
constexpr const char *jpeg_baseline = "1.2.840.10008.1.2.4.50";
constexpr const char *jpeg_lossless = "1.2.840.10008.1.2.4.70";
constexpr const char *jpeg_ls = "1.2.840.10008.1.2.4.80";
constexpr const char *jpeg_2000 = "1.2.840.10008.1.2.4.90";
constexpr std::string_view secret = "DOE^JOHN";

struct Case {
  const char *syntax;
  PixelFormat format;
};

PixelFormat grey(int bits_allocated, int bits_stored) {
  return {.rows = 33,
          .columns = 31,
          .bits_allocated = bits_allocated,
          .bits_stored = bits_stored,
          .high_bit = bits_stored - 1};
}

PixelFormat colour() {
  PixelFormat format = grey(8, 8);
  format.samples_per_pixel = 3;
  format.photometric = dicom::Photometric::rgb;
  return format;
}

std::vector<Case> cases() {
  return {{rle, grey(16, 12)},           {rle, colour()},         {jpeg_baseline, grey(8, 8)},
          {jpeg_lossless, grey(16, 16)}, {jpeg_ls, grey(16, 12)}, {jpeg_2000, grey(16, 12)},
          {jpeg_2000, colour()}};
}

std::size_t pixels_of(const PixelFormat &format) {
  return static_cast<std::size_t>(format.rows) * static_cast<std::size_t>(format.columns);
}

PixelBytes frame_of(const Case &of, std::uint32_t seed = 1) {
  return support::compressed(support::made_pixels(of.format, seed), of.format, of.syntax);
}

PixelCoding coding_of(const Case &of) {
  return dicom::transfer_syntax_of(of.syntax)->coding;
}

PixelBytes decoded(std::span<const std::byte> frame, const Case &of) {
  PixelBytes out(*dicom::frame_size_bytes(of.format));
  const PixelCoding coding = coding_of(of);
  if (coding == PixelCoding::rle) {
    EXPECT_TRUE(dicom::decode_rle(frame, of.format, out));
  } else if (coding == PixelCoding::jpeg_2000) {
    EXPECT_TRUE(dicom::decode_jpeg_2000(frame, of.format, out));
  } else {
    EXPECT_TRUE(dicom::decode_jpeg(frame, of.format, out));
  }
  return out;
}

bool holds(std::span<const std::byte> bytes, std::string_view text = secret) {
  return std::string_view(reinterpret_cast<const char *>(bytes.data()), bytes.size()).find(text) !=
         std::string_view::npos;
}

PixelBytes bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

void insert(PixelBytes &into, std::size_t at, const PixelBytes &what) {
  into.insert(into.begin() + static_cast<std::ptrdiff_t>(at), what.begin(), what.end());
}

void append(PixelBytes &to, std::string_view text) {
  const auto bytes = bytes_of(text);
  to.insert(to.end(), bytes.begin(), bytes.end());
}

/// A marker segment with text in it.
PixelBytes segment(unsigned marker, std::string_view text) {
  PixelBytes out = {std::byte{0xFF}, static_cast<std::byte>(marker),
                    static_cast<std::byte>((text.size() + 2) >> 8),
                    static_cast<std::byte>((text.size() + 2) & 0xFFU)};
  append(out, text);
  return out;
}

std::size_t find(const PixelBytes &bytes, unsigned marker) {
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i)
    if (bytes[i] == std::byte{0xFF} && bytes[i + 1] == static_cast<std::byte>(marker)) return i;
  return bytes.size();
}

PixelBytes stripped(const PixelBytes &frame, const Case &of) {
  const auto out = strip_codestream(frame, coding_of(of), pixels_of(of.format));
  if (!out) ADD_FAILURE() << of.syntax << out.error().code;
  return out && *out ? **out : frame;
}

TEST(codestream, leaves_a_clean_frame_where_it_lies) {
  for (const Case &of : cases()) {
    PixelBytes frame = stripped(frame_of(of), of); // encoders may name themselves
    const auto again = strip_codestream(frame, coding_of(of), pixels_of(of.format));
    ASSERT_TRUE(again) << of.syntax;
    EXPECT_FALSE(*again) << of.syntax;
    EXPECT_EQ(decoded(frame, of), decoded(frame_of(of), of)) << of.syntax;
  }
}

TEST(codestream, cuts_what_stands_behind_the_end) {
  for (const Case &of : cases()) {
    PixelBytes frame = frame_of(of);
    const PixelBytes clean = stripped(frame, of);
    append(frame, secret);
    const PixelBytes out = stripped(frame, of);
    EXPECT_FALSE(holds(out)) << of.syntax;
    EXPECT_EQ(decoded(out, of), decoded(clean, of)) << of.syntax;
  }
}

TEST(codestream, takes_comments_and_application_data_out_of_jpeg) {
  for (const Case &of : cases()) {
    const PixelCoding coding = coding_of(of);
    if (coding == PixelCoding::rle || coding == PixelCoding::jpeg_2000) continue;
    for (const unsigned marker : {0xFEU, 0xE0U, 0xE1U, 0xEEU, 0xEFU}) {
      PixelBytes frame = frame_of(of);
      insert(frame, 2, segment(marker, std::string("JFIF\0", 5) + std::string(secret)));
      insert(frame, find(frame, 0xDA), segment(marker, secret));
      const PixelBytes out = stripped(frame, of);
      EXPECT_FALSE(holds(out)) << of.syntax << marker;
      EXPECT_EQ(decoded(out, of), decoded(frame_of(of), of)) << of.syntax << marker;
    }
  }
}

TEST(codestream, takes_marks_without_meaning_out_of_jpeg) {
  const Case of{jpeg_baseline, grey(8, 8)};
  PixelBytes frame = frame_of(of);
  insert(frame, 2, {std::byte{0xFF}, std::byte{0xFF}, std::byte{0xFF}, std::byte{0x01}});
  EXPECT_EQ(stripped(frame, of), stripped(frame_of(of), of));
}

TEST(codestream, keeps_the_colour_transform_of_adobe_in_its_fixed_form) {
  const Case of{jpeg_baseline, grey(8, 8)};
  PixelBytes frame = frame_of(of);
  insert(frame, 2, segment(0xEE, std::string("Adobe\1\2\3\4\5\6\2", 12) + std::string(secret)));
  const PixelBytes out = stripped(frame, of);
  EXPECT_FALSE(holds(out));
  EXPECT_TRUE(holds(out, std::string_view("\xFF\xEE\0\x0E"
                                          "Adobe\0\x64\0\0\0\0\2",
                                          16)));
}

TEST(codestream, takes_comments_and_lists_out_of_both_headers_of_jpeg_2000) {
  const Case of{jpeg_2000, grey(16, 12)};
  for (const unsigned marker : {0x64U, 0x58U}) {
    PixelBytes frame = frame_of(of);
    const PixelBytes comment = segment(marker, secret);
    const std::size_t part = find(frame, 0x90);
    insert(frame, find(frame, 0x93), comment); // before the coded data of the first tile-part
    std::uint32_t length = 0;
    for (std::size_t i = 0; i < 4; ++i)
      length = length << 8 | std::to_integer<std::uint32_t>(frame[part + 6 + i]);
    if (length != 0) length += static_cast<std::uint32_t>(comment.size());
    for (std::size_t i = 0; i < 4; ++i)
      frame[part + 6 + i] = static_cast<std::byte>(length >> (24 - 8 * i));
    insert(frame, part, comment);
    const PixelBytes out = stripped(frame, of);
    EXPECT_FALSE(holds(out));
    EXPECT_FALSE(holds(out, "OpenJPEG"));
    EXPECT_EQ(out, stripped(frame_of(of), of));
    EXPECT_EQ(decoded(out, of), decoded(frame_of(of), of));
  }
}

TEST(codestream, takes_jpeg_2000_out_of_its_boxes) {
  const Case of{jpeg_2000, grey(16, 12)};
  const PixelBytes bare = frame_of(of);
  PixelBytes file =
      bytes_of(std::string_view("\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x10uuidDOE^JOHN", 28));
  const std::size_t length = bare.size() + 8;
  for (unsigned shift = 32; shift > 0; shift -= 8)
    file.push_back(static_cast<std::byte>(length >> (shift - 8)));
  append(file, "jp2c");
  file.insert(file.end(), bare.begin(), bare.end());
  append(file, std::string_view("\0\0\0\x10xml DOE^JOHN", 16));
  const PixelBytes out = stripped(file, of);
  EXPECT_EQ(out, stripped(bare, of));
}

TEST(codestream, cuts_what_lies_between_segments_of_rle) {
  const Case of{rle, grey(16, 12)};
  PixelBytes frame = frame_of(of);
  const PixelBytes clean = frame;
  std::uint32_t second = 0;
  for (std::size_t i = 0; i < 4; ++i)
    second |= std::to_integer<std::uint32_t>(frame[8 + i]) << (8 * i);
  insert(frame, second, bytes_of(secret));
  frame[8] = static_cast<std::byte>((second + 8) & 0xFFU);
  frame[9] = static_cast<std::byte>((second + 8) >> 8);
  std::copy_n(bytes_of("DOE1").begin(), 4, frame.begin() + 40); // a field of no segment
  const PixelBytes out = stripped(frame, of);
  EXPECT_FALSE(holds(out, "DOE"));
  EXPECT_EQ(decoded(out, of), decoded(clean, of));
}

TEST(codestream, refuses_damage_and_unknown_codings) {
  for (const Case &of : cases()) {
    const PixelBytes frame = frame_of(of);
    for (const std::size_t size : {std::size_t{0}, std::size_t{3}, frame.size() / 2}) {
      const auto out =
          strip_codestream(std::span(frame).first(size), coding_of(of), pixels_of(of.format));
      ASSERT_FALSE(out) << of.syntax << size;
      EXPECT_EQ(out.error().code, "DEID-CODESTREAM");
    }
  }
  const PixelBytes some(100);
  EXPECT_FALSE(strip_codestream(some, PixelCoding::unsupported));
  EXPECT_FALSE(strip_codestream(some, PixelCoding::native));
  PixelBytes odd = frame_of({jpeg_baseline, grey(8, 8)});
  insert(odd, 2, segment(0xF1, secret)); // no known marker
  EXPECT_FALSE(strip_codestream(odd, PixelCoding::jpeg));
  odd = frame_of({jpeg_baseline, grey(8, 8)});
  insert(odd, 2, segment(0xDB, std::string(66, 'x'))); // more than its table
  EXPECT_FALSE(strip_codestream(odd, PixelCoding::jpeg));
}

TEST(strip_encapsulated, passes_clean_values) {
  for (const Case &of : cases()) {
    const std::vector frames = {stripped(frame_of(of, 1), of), stripped(frame_of(of, 2), of)};
    for (const OffsetTable table : {OffsetTable::empty, OffsetTable::right})
      for (const std::size_t pieces : {1U, 3U}) {
        if (coding_of(of) == PixelCoding::rle && pieces == 3 && table == OffsetTable::empty)
          continue; // nothing tells the frames
        const auto out =
            strip_encapsulated(encapsulated(frames, table, pieces),
                               *dicom::transfer_syntax_of(of.syntax), 2, pixels_of(of.format));
        ASSERT_TRUE(out) << of.syntax << out.error().code;
        EXPECT_FALSE(*out) << of.syntax << pieces;
      }
  }
}

TEST(strip_encapsulated, puts_one_fragment_for_each_frame_with_a_right_table) {
  for (const Case &of : cases()) {
    std::vector<PixelBytes> frames, clean;
    for (const std::uint32_t seed : {1U, 2U, 3U}) {
      frames.push_back(frame_of(of, seed));
      clean.push_back(stripped(frames.back(), of));
      append(frames.back(), std::string(secret) + (frames.back().size() % 2 == 0 ? "" : "!"));
    }
    for (const OffsetTable table : {OffsetTable::empty, OffsetTable::right}) {
      const auto out =
          strip_encapsulated(encapsulated(frames, table, 1), *dicom::transfer_syntax_of(of.syntax),
                             3, pixels_of(of.format));
      ASSERT_TRUE(out && *out) << of.syntax;
      EXPECT_FALSE(holds(**out)) << of.syntax;
      auto expected = encapsulated(clean, table, 1);
      expected.resize(expected.size() - 8); // the delimiter
      EXPECT_EQ(**out, expected) << of.syntax;
    }
  }
}

TEST(strip_encapsulated, rights_a_wrong_table_and_refuses_damage) {
  const Case of{jpeg_lossless, grey(16, 16)};
  const std::vector frames = {stripped(frame_of(of, 1), of), stripped(frame_of(of, 2), of)};
  const auto syntax = *dicom::transfer_syntax_of(of.syntax);
  const auto out = strip_encapsulated(encapsulated(frames, OffsetTable::wrong, 1), syntax, 2);
  ASSERT_TRUE(out && *out);
  auto expected = encapsulated(frames, OffsetTable::right, 1);
  expected.resize(expected.size() - 8);
  EXPECT_EQ(**out, expected);

  auto cut = encapsulated(frames, OffsetTable::empty, 1);
  cut.resize(cut.size() - 20);
  EXPECT_FALSE(strip_encapsulated(cut, syntax, 2));
  auto longer = encapsulated(frames, OffsetTable::empty, 1);
  append(longer, secret);
  EXPECT_FALSE(strip_encapsulated(longer, syntax, 2));
  EXPECT_FALSE(strip_encapsulated({}, syntax, 1));
  EXPECT_FALSE(strip_encapsulated(encapsulated(frames, OffsetTable::empty, 1), syntax, 5));
}

} // namespace
} // namespace curate::deid
