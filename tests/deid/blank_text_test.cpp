#include "libcurate/deid/blank_text.hpp"

#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/deid/grey_pictures.hpp>
#include <libcurate/dicom/scan.hpp>

#include "tests/support/dicom_writer.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/text_picture.hpp"

namespace curate::deid {
namespace {

using dicom::Tag;
using dicom::Vr;
using legible::GreyPicture;
using support::Elements;
namespace tags = dicom::tags;

constexpr int columns = 200, rows = 60;

GreyPicture page(const char *text) {
  GreyPicture out{columns, rows, std::vector<std::uint16_t>(columns * rows, 100)};
  support::draw_text(out, text, 20, 20, {14, 900, false, false});
  return out;
}

/// Frames one after another, every value as often as there are samples.
Elements object(const char *photometric, int samples, int bits,
                const std::vector<GreyPicture> &frames) {
  Elements set;
  const auto put = [&](std::uint16_t element, int value) {
    set.text(Tag{0x0028, element}, Vr::US, std::to_string(value));
  };
  set.text(tags::sop_class_uid, Vr::UI, "1.2.840.10008.5.1.4.1.1.7");
  set.text(tags::photometric_interpretation, Vr::CS, photometric);
  set.text(tags::number_of_frames, Vr::IS, std::to_string(frames.size()));
  put(0x0002, samples);
  put(0x0006, 0);
  put(0x0010, rows);
  put(0x0011, columns);
  put(0x0100, bits);
  put(0x0101, bits == 16 ? 12 : 8);
  put(0x0102, bits == 16 ? 11 : 7);
  put(0x0103, 0);
  if (bits == 16) {
    std::vector<std::uint16_t> words;
    for (const GreyPicture &frame : frames)
      words.insert(words.end(), frame.pixels.begin(), frame.pixels.end());
    set.words(tags::pixel_data, words);
  } else {
    support::ByteString bytes;
    for (const GreyPicture &frame : frames)
      for (const std::uint16_t value : frame.pixels)
        bytes.insert(bytes.end(), static_cast<std::size_t>(samples),
                     static_cast<std::byte>(value / 4));
    set.bytes(tags::pixel_data, Vr::OB, bytes);
  }
  return set;
}

Result<BlankedPixels> blanked(const Elements &set, const support::WriteOptions &options = {}) {
  const support::TemporaryFolder folder;
  const fs::path path = folder.path() / "object";
  const auto source = archive::Source::of_file(path.string());
  const auto bytes = support::encode(set, options);
  support::write_bytes(path, bytes);
  const auto header =
      dicom::Header::parse(archive::Bytes(support::ByteString(bytes)), dicom::Extent::whole);
  auto reader = legible::Reader::make();
  if (!header || !reader) return problem("TEST", "no header or no reader");
  return blank_text(*header, source, *reader);
}

std::uint16_t word_at(const BlankedPixels &pixels, int frame, int column, int row) {
  std::uint16_t value = 0;
  std::memcpy(&value, pixels.pixels.data() + 2 * ((frame * rows + row) * columns + column), 2);
  return value;
}

TEST(blank_text, says_where_there_is_none) {
  const auto out = blanked(object("MONOCHROME2", 1, 16, {page("")}));
  ASSERT_TRUE(out) << out.error().code;
  EXPECT_FALSE(out->changed);
  EXPECT_TRUE(out->pixels.empty());
}

TEST(blank_text, blanks_the_frame_that_has_text_and_keeps_the_others) {
  for (const char *syntax : {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2.5"}) {
    support::WriteOptions options;
    options.transfer_syntax = syntax;
    const auto out =
        blanked(object("MONOCHROME2", 1, 16, {page(""), page("DOE JANE 4711"), page("")}), options);
    ASSERT_TRUE(out) << out.error().code;
    ASSERT_TRUE(out->changed) << syntax;
    ASSERT_EQ(out->pixels.size(), 3U * columns * rows * 2);
    EXPECT_GE(out->boxes, 1U);
    EXPECT_EQ(out->format.high_bit, 11);
    for (int row = 0; row < rows; ++row)
      for (int column = 0; column < columns; ++column) {
        EXPECT_EQ(word_at(*out, 0, column, row), 100);
        EXPECT_EQ(word_at(*out, 2, column, row), 100);
        EXPECT_NE(word_at(*out, 1, column, row), 900);
      }
    EXPECT_EQ(word_at(*out, 1, 60, 27), 0);
    EXPECT_EQ(word_at(*out, 1, 190, 55), 100);
  }
}

TEST(blank_text, writes_padding_and_the_black_of_monochrome1) {
  Elements set = object("MONOCHROME2", 1, 16, {page("DOE JANE 4711")});
  set.text(Tag{0x0028, 0x0120}, Vr::US, "7");
  const auto padded = blanked(set);
  ASSERT_TRUE(padded && padded->changed);
  EXPECT_EQ(word_at(*padded, 0, 60, 27), 7);
  const auto black = blanked(object("MONOCHROME1", 1, 16, {page("DOE JANE 4711")}));
  ASSERT_TRUE(black && black->changed);
  EXPECT_EQ(word_at(*black, 0, 60, 27), 4095);
  EXPECT_EQ(black->format.photometric, dicom::Photometric::monochrome1);
}

TEST(blank_text, reads_colours) {
  const auto out = blanked(object("RGB", 3, 8, {page("DOE JANE 4711")}));
  ASSERT_TRUE(out) << out.error().code;
  ASSERT_TRUE(out->changed);
  EXPECT_EQ(out->format.photometric, dicom::Photometric::rgb);
  EXPECT_EQ(out->pixels.size(), 3U * columns * rows);
  EXPECT_EQ(out->pixels[3 * (27 * columns + 60)], std::byte{0});
}

TEST(blank_text, refuses_what_cannot_be_decoded) {
  Elements set = object("MONOCHROME2", 1, 16, {page("")});
  set.text(tags::rows, Vr::US, "9000");
  const auto out = blanked(set);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, "PIXELS-SHORT");
}

TEST(blank_text, takes_no_real_tissue_for_text) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  auto reader = legible::Reader::make();
  ASSERT_TRUE(reader);
  std::size_t looked_at = 0;
  for (const char *set : {"dcm_qa_nih", "dcm_qa_me", "dcm_qa_pdt2", "dcm_qa_deident", "dcm_qa_uih",
                          "dcm_qa_canon", "dcm_qa_philips_dwi", "dcm_qa_12bit", "dcm_qa_ge"}) {
    const fs::path roots[] = {*data / "dicom" / set / "In"};
    const auto instances = dicom::scan(roots, 1).instances;
    for (std::size_t i = instances.size() / 4; i < instances.size();
         i += instances.size() / 2 + 1) {
      auto bytes = instances[i].source.read();
      if (!bytes) continue;
      const auto header = dicom::Header::parse(std::move(*bytes), dicom::Extent::whole);
      if (!header || !header->pixel_data()) continue;
      const auto out = blank_text(*header, instances[i].source, *reader);
      ASSERT_TRUE(out) << set << out.error().code;
      EXPECT_FALSE(out->changed) << set;
      ++looked_at;
    }
  }
  EXPECT_GE(looked_at, 12U);
}

TEST(grey_pictures, shows_coloured_text_of_any_colour) {
  dicom::PixelFormat format;
  format.rows = 1;
  format.columns = 2;
  format.samples_per_pixel = 3;
  format.bits_allocated = format.bits_stored = 8;
  const std::byte red_on_grey[] = {std::byte{90},  std::byte{90}, std::byte{90},
                                   std::byte{200}, std::byte{10}, std::byte{10}};
  const auto pictures = grey_pictures(format, red_on_grey);
  ASSERT_EQ(pictures.size(), 3U);
  EXPECT_EQ(pictures[0].pixels, (std::vector<std::uint16_t>{90, 200}));
  EXPECT_EQ(pictures[1].pixels, (std::vector<std::uint16_t>{90, 10}));
  EXPECT_EQ(pictures[2].pixels, (std::vector<std::uint16_t>{0, 190}));
}

TEST(grey_pictures, keeps_differences_of_signed_values) {
  dicom::PixelFormat format;
  format.rows = 1;
  format.columns = 3;
  format.is_signed = true;
  const std::int16_t values[] = {-32768, 0, 32767};
  const auto pictures = grey_pictures(format, std::as_bytes(std::span(values)));
  ASSERT_EQ(pictures.size(), 1U);
  EXPECT_EQ(pictures[0].pixels, (std::vector<std::uint16_t>{0, 32768, 65535}));
}

} // namespace
} // namespace curate::deid
