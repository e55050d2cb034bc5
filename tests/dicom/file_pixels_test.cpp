#include "libcurate/dicom/file_pixels.hpp"

#include <cstring>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/dicom/pixels.hpp>

#include "tests/support/dicom_writer.hpp"
#include "tests/support/encapsulate.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/parsed.hpp"

namespace curate::dicom {
namespace {

using support::ByteString;
using support::Elements;
using testing::ElementsAre;

ByteString bytes_of(std::initializer_list<int> values) {
  ByteString out;
  for (const int value : values)
    out.push_back(static_cast<std::byte>(value));
  return out;
}

/// Two rows of three pixels.
Elements picture(const char *photometric, int samples, int bits) {
  Elements set;
  set.text(tags::sop_class_uid, Vr::UI, "1.2.840.10008.5.1.4.1.1.4");
  set.text(tags::samples_per_pixel, Vr::US, std::to_string(samples));
  set.text(tags::photometric_interpretation, Vr::CS, photometric);
  set.text(tags::rows, Vr::US, "2");
  set.text(tags::columns, Vr::US, "3");
  set.text(Tag{0x0028, 0x0100}, Vr::US, std::to_string(bits));
  set.text(Tag{0x0028, 0x0101}, Vr::US, std::to_string(bits));
  set.text(Tag{0x0028, 0x0102}, Vr::US, std::to_string(bits - 1));
  set.text(Tag{0x0028, 0x0103}, Vr::US, "0");
  return set;
}

void put_palette(Elements &set, const char *descriptor,
                 const std::array<std::vector<std::uint16_t>, 3> &tables, int first_tag = 0x1201) {
  for (std::uint16_t colour = 0; colour < 3; ++colour) {
    set.text(Tag{0x0028, static_cast<std::uint16_t>(0x1101 + colour)}, Vr::US, descriptor);
    set.words(Tag{0x0028, static_cast<std::uint16_t>(first_tag + colour)}, tables[colour]);
  }
}

class FilePixelsTest : public testing::Test {
protected:
  /// What `file_pixels_of` says of a file with these elements.
  Result<FilePixels> pixels_of(const Elements &set, const support::WriteOptions &options = {}) {
    return pixels_of(support::encode(set, options));
  }
  Result<FilePixels> pixels_of(const ByteString &file) {
    const fs::path path = folder_.path() / std::to_string(++files_);
    support::write_bytes(path, file);
    const auto source = archive::Source::of_file(path.string());
    const auto header = Header::parse(archive::Bytes(ByteString(file)), Extent::until_pixel_data);
    if (!header) return tl::unexpected(header.error());
    return file_pixels_of(*header, source);
  }
  std::vector<int> decoded(const Elements &set) { return decoded(pixels_of(set)); }
  static std::vector<int> decoded(const Result<FilePixels> &pixels) {
    EXPECT_TRUE(pixels) << (pixels ? "" : pixels.error().code);
    if (!pixels) return {};
    ByteString out(frame_size_bytes(pixels->format).value());
    const auto done = decode(pixels->source, pixels->format, out);
    EXPECT_TRUE(done) << (done ? "" : done.error().code);
    std::vector<int> values;
    const auto step = static_cast<std::size_t>(pixels->format.bits_allocated) / 8;
    for (std::size_t at = 0; at < out.size(); at += step) {
      std::uint16_t value = 0;
      std::memcpy(&value, out.data() + at, step);
      values.push_back(value);
    }
    return values;
  }
  std::string code_of(const Elements &set) {
    const auto pixels = pixels_of(set);
    return pixels ? "" : pixels.error().code;
  }

private:
  support::TemporaryFolder folder_;
  int files_ = 0;
};

TEST_F(FilePixelsTest, puts_colours_in_place_of_indices) {
  Elements set = picture("PALETTE COLOR", 1, 8);
  put_palette(set, "3\\1\\16",
              {{{0x0100, 0x2000, 0xFFFF}, {0x0200, 0x3000, 0xFF00}, {0x0300, 0x4000, 0}}});
  set.bytes(tags::pixel_data, Vr::OB, bytes_of({0, 1, 2, 3, 4, 255}));
  const auto pixels = pixels_of(set);
  ASSERT_TRUE(pixels);
  EXPECT_EQ(pixels->format.samples_per_pixel, 3);
  EXPECT_EQ(pixels->format.photometric, Photometric::rgb);
  EXPECT_THAT(decoded(pixels), ElementsAre(1, 2, 3, 1, 2, 3, 0x20, 0x30, 0x40, 255, 255, 0, 255,
                                           255, 0, 255, 255, 0));
}

TEST_F(FilePixelsTest, palettes_of_greys_give_greys) {
  Elements set = picture("PALETTE COLOR", 1, 16);
  const std::vector<std::uint16_t> ramp{0, 1000, 2000, 65535};
  put_palette(set, "4\\0\\16", {ramp, ramp, ramp});
  set.words(tags::pixel_data, {3, 2, 1, 0, 9, 1});
  EXPECT_THAT(decoded(set), ElementsAre(65535, 2000, 1000, 0, 65535, 1000));
}

TEST_F(FilePixelsTest, palettes_of_8_bits_hold_two_entries_to_a_word) {
  Elements set = picture("PALETTE COLOR", 1, 8);
  const std::vector<std::uint16_t> packed{0x0A05, 0x140F};
  put_palette(set, "4\\0\\8", {packed, packed, packed});
  set.bytes(tags::pixel_data, Vr::OB, bytes_of({0, 1, 2, 3, 2, 1}));
  EXPECT_THAT(decoded(set), ElementsAre(5, 10, 15, 20, 15, 10));
}

TEST_F(FilePixelsTest, palettes_may_be_made_of_segments) {
  Elements set = picture("PALETTE COLOR", 1, 8);
  // One value, then a line of four to 500: 100, 200, 300, 400, 500.
  const std::vector<std::uint16_t> segments{0, 1, 100, 1, 4, 500};
  put_palette(set, "5\\0\\16", {segments, segments, segments}, 0x1221);
  set.bytes(tags::pixel_data, Vr::OB, bytes_of({0, 1, 2, 3, 4, 4}));
  EXPECT_THAT(decoded(set), ElementsAre(100, 200, 300, 400, 500, 500));
}

TEST_F(FilePixelsTest, a_palette_that_is_missing_or_short_is_refused) {
  Elements set = picture("PALETTE COLOR", 1, 8);
  set.bytes(tags::pixel_data, Vr::OB, bytes_of({0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(code_of(set), "PIXELS-PALETTE");
  const std::vector<std::uint16_t> two{1, 2};
  put_palette(set, "9\\0\\16", {two, two, two});
  EXPECT_EQ(code_of(set), "PIXELS-PALETTE");
}

TEST_F(FilePixelsTest, twelve_packed_bits_become_words) {
  Elements set = picture("MONOCHROME2", 1, 12);
  set.bytes(tags::pixel_data, Vr::OB,
            bytes_of({0x23, 0x61, 0x45, 0xFF, 0x0F, 0x80, 0x01, 0x20, 0x00}));
  const auto pixels = pixels_of(set);
  ASSERT_TRUE(pixels);
  EXPECT_EQ(pixels->format.bits_allocated, 16);
  EXPECT_EQ(pixels->format.bits_stored, 12);
  EXPECT_THAT(decoded(pixels), ElementsAre(0x123, 0x456, 0xFFF, 0x800, 0x001, 0x002));
}

TEST_F(FilePixelsTest, floating_point_pixels_are_read_as_they_are) {
  Elements set = picture("MONOCHROME2", 1, 32);
  for (const Tag tag : {Tag{0x0028, 0x0101}, Tag{0x0028, 0x0102}, Tag{0x0028, 0x0103}})
    set.erase(tag);
  set.text(Tag{0x7FE0, 0x0008}, Vr::OF, "1.5\\-2\\0\\1e10\\3\\4");
  const auto pixels = pixels_of(set);
  ASSERT_TRUE(pixels) << pixels.error().code;
  EXPECT_TRUE(pixels->format.is_float);
  EXPECT_EQ(pixels->format.bits_allocated, 32);
  ByteString out(24);
  ASSERT_TRUE(decode(pixels->source, pixels->format, out));
  float second = 0;
  std::memcpy(&second, out.data() + 4, 4);
  EXPECT_EQ(second, -2.0F);
}

TEST_F(FilePixelsTest, an_icon_is_not_the_picture) {
  Elements set = picture("MONOCHROME2", 1, 8);
  Elements icon = picture("MONOCHROME2", 1, 8);
  icon.bytes(tags::pixel_data, Vr::OB, bytes_of({9, 9, 9, 9, 9, 9}));
  set.item(Tag{0x0088, 0x0200}, icon);
  EXPECT_EQ(code_of(set), "PIXELS-SHORT"); // an icon alone is no picture
  set.bytes(tags::pixel_data, Vr::OB, bytes_of({1, 2, 3, 4, 5, 6}));
  EXPECT_THAT(decoded(set), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(FilePixelsTest, overlays_in_high_bits_go) {
  Elements set = picture("MONOCHROME2", 1, 16);
  set.text(Tag{0x0028, 0x0101}, Vr::US, "12");
  set.text(Tag{0x0028, 0x0102}, Vr::US, "11");
  set.text(Tag{0x6000, 0x0102}, Vr::US, "12");
  set.words(tags::pixel_data, {0x1001, 0xF002, 0x0003, 0x8FFF, 0x0FFF, 0x1000});
  EXPECT_THAT(decoded(set), ElementsAre(1, 2, 3, 0xFFF, 0xFFF, 0));
}

TEST_F(FilePixelsTest, says_what_was_compressed_with_loss) {
  Elements set = picture("MONOCHROME2", 1, 8);
  set.bytes(tags::pixel_data, Vr::OB, bytes_of({1, 2, 3, 4, 5, 6}));
  EXPECT_FALSE(pixels_of(set)->is_lossy);
  EXPECT_TRUE(pixels_of(set, {.transfer_syntax = "1.2.840.10008.1.2.4.50"})->is_lossy);
  EXPECT_FALSE(pixels_of(set, {.transfer_syntax = "1.2.840.10008.1.2.4.70"})->is_lossy);
  set.text(Tag{0x0028, 0x2110}, Vr::CS, "01");
  EXPECT_TRUE(pixels_of(set)->is_lossy);
}

TEST_F(FilePixelsTest, codings_that_are_not_decoded_are_refused_before_anything_else) {
  Elements set = picture("MONOCHROME2", 1, 8);
  set.bytes(tags::pixel_data, Vr::OB, bytes_of({1, 2, 3, 4, 5, 6}));
  // HTJ2K, MPEG2, HEVC, JPIP, JPEG 2000 part 2, JPEG XL. All UIDs are as long as the one replaced.
  for (const std::string uid :
       {"1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.102", "1.2.840.10008.1.2.4.107",
        "1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.92"}) {
    auto file = support::encode(set);
    const std::string before = "1.2.840.10008.1.2.1";
    const auto found =
        std::search(file.begin(), file.end(), before.begin(), before.end(),
                    [](std::byte a, char b) { return a == static_cast<std::byte>(b); });
    ASSERT_NE(found, file.end());
    // Longer by some bytes: the lengths of the element and of the group grow with it.
    const std::size_t padded = uid.size() + uid.size() % 2, grown = padded - 20;
    *(found - 2) = static_cast<std::byte>(padded);
    file[140] = static_cast<std::byte>(std::to_integer<std::size_t>(file[140]) + grown);
    const auto at = found - file.begin();
    file.erase(found, found + 20);
    ByteString letters = support::bytes_of(uid);
    letters.resize(padded, std::byte{0});
    file.insert(file.begin() + at, letters.begin(), letters.end());
    const auto pixels = pixels_of(file);
    ASSERT_FALSE(pixels) << uid;
    EXPECT_EQ(pixels.error().code, "PIXELS-CODING") << uid;
  }
}

TEST_F(FilePixelsTest, colours_that_are_not_known_are_refused) {
  Elements set = picture("HSV", 3, 8);
  set.bytes(tags::pixel_data, Vr::OB, ByteString(18, std::byte{7}));
  EXPECT_EQ(code_of(set), "PIXELS-COLOUR");
}

TEST_F(FilePixelsTest, luminance_said_to_be_halved_may_be_whole) {
  Elements set = picture("YBR_FULL_422", 3, 8);
  set.text(tags::columns, Vr::US, "2");
  ByteString whole;
  for (int i = 0; i < 4; ++i)
    for (const int value : {10 * i, 128, 128})
      whole.push_back(static_cast<std::byte>(value));
  set.bytes(tags::pixel_data, Vr::OB, whole);
  EXPECT_THAT(decoded(set), ElementsAre(0, 0, 0, 10, 10, 10, 20, 20, 20, 30, 30, 30));
  set.bytes(tags::pixel_data, Vr::OB, bytes_of({0, 10, 128, 128, 20, 30, 128, 128}));
  EXPECT_THAT(decoded(set), ElementsAre(0, 0, 0, 10, 10, 10, 20, 20, 20, 30, 30, 30));
}

TEST_F(FilePixelsTest, partial_luminance_is_stretched) {
  Elements set = picture("YBR_PARTIAL_422", 3, 8);
  set.text(tags::columns, Vr::US, "2");
  set.bytes(tags::pixel_data, Vr::OB, bytes_of({16, 235, 128, 128, 16, 16, 128, 128}));
  EXPECT_THAT(decoded(set), ElementsAre(0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 0));
}

PixelFormat grey_format(int bits_allocated, int bits_stored, bool is_signed) {
  return {.rows = 33,
          .columns = 31,
          .bits_allocated = bits_allocated,
          .bits_stored = bits_stored,
          .high_bit = bits_stored - 1,
          .is_signed = is_signed};
}

TEST(FrameSize, refuses_what_cannot_be_a_picture) {
  const auto code = [](PixelFormat format) {
    const auto size = frame_size_bytes(format);
    return size ? std::to_string(*size) : size.error().code;
  };
  PixelFormat format = grey_format(16, 12, false);
  EXPECT_EQ(code(format), "2046");
  format.rows = 0;
  EXPECT_EQ(code(format), "PIXELS-SIZE");
  format.rows = format.columns = 65535;
  EXPECT_EQ(code(format), "PIXELS-SIZE");
  format = grey_format(16, 17, false);
  EXPECT_EQ(code(format), "PIXELS-FORMAT");
  format = grey_format(24, 12, false);
  EXPECT_EQ(code(format), "PIXELS-FORMAT");
  format = grey_format(12, 12, false);
  EXPECT_EQ(code(format), "2046");
  format.samples_per_pixel = 3;
  EXPECT_EQ(code(format), "PIXELS-FORMAT");
}

} // namespace
} // namespace curate::dicom
