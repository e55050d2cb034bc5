#include <gtest/gtest.h>
#include <iostream>
#include <libcurate/archive/bytes.hpp>
#include <libcurate/deid/codestream.hpp>
#include <libcurate/dicom/fragments.hpp>
#include <libcurate/dicom/frame_of.hpp>
#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/jpeg.hpp>
#include <libcurate/dicom/jpeg2000.hpp>
#include <libcurate/dicom/pixels.hpp>
#include <libcurate/dicom/rle.hpp>
#include <tests/support/folders.hpp>

namespace curate::deid {
namespace {

/// The samples of all frames of an encapsulated value; empty where one cannot be decoded.
std::vector<std::byte> samples(std::span<const std::byte> value, const dicom::Header &header,
                               std::uint32_t frames) {
  const dicom::PixelFormat format = dicom::pixel_format_of(header.root());
  const auto fragments = dicom::Fragments::parse(value, frames, {});
  const auto size = dicom::frame_size_bytes(format);
  if (!fragments || !size) return {};
  std::vector<std::byte> all, one(*size);
  for (std::uint32_t i = 0; i < frames; ++i) {
    std::vector<std::byte> storage;
    const auto frame = dicom::joined(*fragments->frame(i), storage);
    const auto coding = header.transfer_syntax().coding;
    const bool is_done = coding == dicom::PixelCoding::rle
                             ? dicom::decode_rle(frame, format, one).has_value()
                         : coding == dicom::PixelCoding::jpeg_2000
                             ? dicom::decode_jpeg_2000(frame, format, one).has_value()
                             : dicom::decode_jpeg(frame, format, one).has_value();
    if (!is_done) return {};
    all.insert(all.end(), one.begin(), one.end());
  }
  return all;
}

// Compressed pictures of many encoders: what can be decoded is not refused, and decodes to the
// same.
TEST(strip_encapsulated, keeps_the_pixels_of_real_files) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  std::size_t passed = 0, rewritten = 0, refused = 0;
  for (const auto &entry : fs::recursive_directory_iterator(*data / "dicom")) {
    constexpr std::uintmax_t largest = 20'000'000;
    if (!fs::is_regular_file(entry.path()) || fs::file_size(entry.path()) > largest) continue;
    auto bytes = archive::Bytes::from_file(entry.path().string());
    if (!bytes) continue;
    const auto header = dicom::Header::parse(std::move(*bytes), dicom::Extent::whole);
    if (!header || header->pixel_data() == nullptr || !header->pixel_data()->is_undefined_length ||
        header->is_pixel_data_truncated())
      continue;
    const auto value = header->pixel_data()->value;
    const auto frames = static_cast<std::uint32_t>(
        header->root().integer(dicom::tags::number_of_frames).value_or(1));
    const auto format = dicom::pixel_format_of(header->root());
    const auto out = strip_encapsulated(value, header->transfer_syntax(), frames,
                                        static_cast<std::size_t>(format.rows) *
                                            static_cast<std::size_t>(format.columns));
    const auto before = samples(value, *header, frames);
    if (!out) {
      ++refused;
      EXPECT_TRUE(before.empty()) << entry.path();
      continue;
    }
    ++(*out ? rewritten : passed);
    if (*out) {
      EXPECT_EQ(samples(**out, *header, frames), before) << entry.path();
      const auto again = strip_encapsulated(**out, header->transfer_syntax(), frames);
      EXPECT_TRUE(again && !*again) << entry.path();
    }
  }
  std::cout << passed << " passed, " << rewritten << " rewritten, " << refused << " refused\n";
  EXPECT_GT(passed + rewritten, 10U);
}

} // namespace
} // namespace curate::deid
