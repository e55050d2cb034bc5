#include "libcurate/dicom/pixels.hpp"

#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <thread>

#include "tests/support/encapsulate.hpp"
#include "tests/support/folders.hpp"

namespace curate::dicom {
namespace {

using support::encapsulated;
using support::made_pixels;
using support::OffsetTable;
using support::PixelBytes;

constexpr const char *rle = "1.2.840.10008.1.2.5";
constexpr const char *jpeg_baseline = "1.2.840.10008.1.2.4.50";
constexpr const char *jpeg_extended = "1.2.840.10008.1.2.4.51";
constexpr const char *jpeg_lossless = "1.2.840.10008.1.2.4.57";
constexpr const char *jpeg_lossless_sv1 = "1.2.840.10008.1.2.4.70";
constexpr const char *jpeg_ls = "1.2.840.10008.1.2.4.80";
constexpr const char *jpeg_2000 = "1.2.840.10008.1.2.4.90";
constexpr const char *little = "1.2.840.10008.1.2.1";
constexpr const char *big = "1.2.840.10008.1.2.2";

PixelFormat grey(int bits_allocated, int bits_stored, bool is_signed) {
  return {.rows = 33,
          .columns = 31,
          .bits_allocated = bits_allocated,
          .bits_stored = bits_stored,
          .high_bit = bits_stored - 1,
          .is_signed = is_signed};
}

PixelFormat colour() {
  PixelFormat format = grey(8, 8, false);
  format.samples_per_pixel = 3;
  format.photometric = Photometric::rgb;
  return format;
}

class PixelsTest : public testing::Test {
protected:
  /// Puts a value of Pixel Data behind some other bytes of a file, as it lies in a real one.
  PixelSource stored(const PixelBytes &value, const char *syntax, std::uint32_t frame_count = 1) {
    const std::string before(101, 'x');
    const fs::path path = folder_.path() / ("pixels" + std::to_string(++files_));
    base::write_file(
        path, before + std::string(reinterpret_cast<const char *>(value.data()), value.size()),
        base::Overwrite::no);
    auto source = std::make_shared<archive::Source>(archive::Source::of_file(path.string()));
    source->length_bytes = before.size() + value.size();
    PixelSource out;
    out.file = source;
    out.frame_count = frame_count;
    out.offset_bytes = before.size();
    out.length_bytes = value.size();
    out.syntax = transfer_syntax_of(syntax).value();
    return out;
  }

private:
  support::TemporaryFolder folder_;
  int files_ = 0;
};

Result<PixelBytes> decoded(PixelSource source, const PixelFormat &format, std::uint32_t frame = 0) {
  source.frame_in_file = frame;
  const auto size = frame_size_bytes(format);
  if (!size) return tl::unexpected(size.error());
  PixelBytes out(*size);
  if (auto done = decode(source, format, out); !done) return tl::unexpected(done.error());
  return out;
}

std::string code_of(const Result<PixelBytes> &result) {
  return result ? "" : result.error().code;
}

struct Coding {
  const char *name;
  const char *uid;
  PixelFormat format;
  bool is_lossless = true;
};

class EveryCoding : public PixelsTest, public testing::WithParamInterface<Coding> {};

TEST_P(EveryCoding, gives_back_what_was_stored) {
  const auto &[name, uid, format, is_lossless] = GetParam();
  std::vector<PixelBytes> frames, streams;
  for (std::uint32_t i = 0; i < 3; ++i) {
    frames.push_back(made_pixels(format, i));
    streams.push_back(support::compressed(frames.back(), format, uid));
  }
  for (const auto table : {OffsetTable::empty, OffsetTable::right, OffsetTable::wrong}) {
    for (const std::size_t pieces : {1U, 3U}) {
      if (std::string(uid) == rle && pieces > 1) continue; // RLE has one fragment to a frame
      const auto source = stored(encapsulated(streams, table, pieces), uid, 3);
      for (const std::uint32_t i : {2U, 0U, 1U}) {
        PixelFormat said = format; // lossy JPEG stores colours as luminance and chrominance
        if (!is_lossless && format.samples_per_pixel == 3) said.photometric = Photometric::ybr_full;
        const auto out = decoded(source, said, i);
        ASSERT_TRUE(out) << out.error().code;
        if (is_lossless) {
          EXPECT_EQ(*out, frames[i]);
        } else {
          double sum = 0;
          for (std::size_t b = 0; b < out->size(); ++b)
            sum += std::abs(std::to_integer<int>((*out)[b]) - std::to_integer<int>(frames[i][b]));
          EXPECT_LT(sum / static_cast<double>(out->size()),
                    format.bits_allocated == 8 ? 6.0 : 40.0);
        }
      }
    }
  }
}

TEST_P(EveryCoding, refuses_damage_without_a_crash) {
  const auto &[name, uid, format, is_lossless] = GetParam();
  const PixelBytes stream = support::compressed(made_pixels(format, 1), format, uid);
  std::uint32_t noise = 7;
  for (int round = 0; round < 200; ++round) {
    PixelBytes bad = encapsulated({stream}, OffsetTable::empty, 1);
    for (int i = 0; i < 4; ++i) {
      noise = noise * 1664525U + 1013904223U;
      bad[noise % bad.size()] = static_cast<std::byte>(noise >> 24);
    }
    if (round % 4 == 0) bad.resize(noise % bad.size());
    const auto out = decoded(stored(bad, uid), format);
    EXPECT_TRUE(out || out.error().code.starts_with("PIXELS-"));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Codings, EveryCoding,
    testing::Values(
        Coding{"rle8", rle, grey(8, 8, false)}, Coding{"rle16", rle, grey(16, 12, false)},
        Coding{"rle16_signed", rle, grey(16, 16, true)}, Coding{"rle_rgb", rle, colour()},
        Coding{"baseline8", jpeg_baseline, grey(8, 8, false), false},
        Coding{"baseline_rgb", jpeg_baseline, colour(), false},
        Coding{"extended12", jpeg_extended, grey(16, 12, false), false},
        Coding{"lossless8", jpeg_lossless_sv1, grey(8, 8, false)},
        Coding{"lossless16", jpeg_lossless_sv1, grey(16, 16, false)},
        Coding{"lossless12", jpeg_lossless, grey(16, 12, false)},
        Coding{"lossless12_signed", jpeg_lossless_sv1, grey(16, 12, true)},
        Coding{"lossless_rgb", jpeg_lossless, colour()}, Coding{"ls8", jpeg_ls, grey(8, 8, false)},
        Coding{"ls16", jpeg_ls, grey(16, 12, false)},
        Coding{"ls16_signed", jpeg_ls, grey(16, 16, true)}, Coding{"ls_rgb", jpeg_ls, colour()},
        Coding{"j2k8", jpeg_2000, grey(8, 8, false)},
        Coding{"j2k12", jpeg_2000, grey(16, 12, false)},
        Coding{"j2k16_signed", jpeg_2000, grey(16, 16, true)},
        Coding{"j2k_rgb", jpeg_2000, colour()}),
    [](const auto &coding) { return coding.param.name; });

TEST_F(PixelsTest, reads_uncompressed_frames_in_place) {
  const PixelFormat format = grey(16, 16, true);
  PixelBytes both = made_pixels(format, 1);
  const PixelBytes second = made_pixels(format, 2);
  both.insert(both.end(), second.begin(), second.end());
  const auto source = stored(both, little, 2);
  EXPECT_EQ(decoded(source, format, 1).value(), second);
  EXPECT_EQ(code_of(decoded(source, format, 2)), "PIXELS-SHORT");
}

TEST_F(PixelsTest, swaps_big_endian_words) {
  for (const int bits : {16, 32}) {
    const PixelFormat format = grey(bits, bits, false);
    const PixelBytes pixels = made_pixels(format, 3);
    PixelBytes swapped = pixels;
    const auto step = bits / 8;
    for (auto at = swapped.begin(); at != swapped.end(); at += step)
      std::reverse(at, at + step);
    EXPECT_EQ(decoded(stored(swapped, big), format).value(), pixels);
  }
}

TEST_F(PixelsTest, swaps_pairs_of_8_bit_pixels_in_words) {
  PixelFormat format = grey(8, 8, false);
  format.rows = format.columns = 3; // 9 bytes a frame: the second frame begins inside a word
  PixelBytes file;
  for (int i = 0; i < 18; ++i)
    file.push_back(static_cast<std::byte>(i ^ 1));
  auto source = stored(file, big, 2);
  PixelBytes second;
  for (int i = 9; i < 18; ++i)
    second.push_back(static_cast<std::byte>(i));
  EXPECT_EQ(decoded(source, format, 1).value(), second);
  source.is_in_words = false;
  for (auto &value : second)
    value ^= std::byte{1};
  EXPECT_EQ(decoded(source, format, 1).value(), second);
}

TEST_F(PixelsTest, settles_bits_around_the_stored_ones) {
  PixelFormat format = grey(16, 12, false);
  format.rows = 1;
  format.columns = 2;
  const PixelBytes words{std::byte{0xFF}, std::byte{0xFF}, std::byte{0x01}, std::byte{0x18}};
  const PixelBytes cleared{std::byte{0xFF}, std::byte{0x0F}, std::byte{0x01}, std::byte{0x08}};
  EXPECT_EQ(decoded(stored(words, little), format).value(), cleared);
  format.is_signed = true;
  const PixelBytes extended{std::byte{0xFF}, std::byte{0xFF}, std::byte{0x01}, std::byte{0xF8}};
  EXPECT_EQ(decoded(stored(words, little), format).value(), extended);
  format.is_signed = false;
  format.high_bit = 15;
  const PixelBytes moved{std::byte{0xFF}, std::byte{0x0F}, std::byte{0x80}, std::byte{0x01}};
  EXPECT_EQ(decoded(stored(words, little), format).value(), moved);
}

TEST_F(PixelsTest, unpacks_single_bits_across_frames) {
  PixelFormat format = grey(1, 1, false);
  format.rows = 1;
  format.columns = 5;
  const PixelBytes packed{std::byte{0b10110001}, std::byte{0b00000011}};
  const PixelBytes second{std::byte{1}, std::byte{0}, std::byte{1}, std::byte{1}, std::byte{1}};
  EXPECT_EQ(decoded(stored(packed, little, 2), format, 1).value(), second);
}

TEST_F(PixelsTest, puts_colours_side_by_side) {
  PixelFormat format = colour();
  format.rows = 1;
  format.columns = 2;
  format.is_planar = true;
  const PixelBytes planes{std::byte{1}, std::byte{2}, std::byte{3},
                          std::byte{4}, std::byte{5}, std::byte{6}};
  const PixelBytes mixed{std::byte{1}, std::byte{3}, std::byte{5},
                         std::byte{2}, std::byte{4}, std::byte{6}};
  EXPECT_EQ(decoded(stored(planes, little), format).value(), mixed);
}

TEST_F(PixelsTest, turns_ybr_into_rgb) {
  PixelFormat format = colour();
  format.rows = 1;
  format.columns = 2;
  format.photometric = Photometric::ybr_full;
  const std::byte grey_level{128};
  const PixelBytes ybr{std::byte{76}, std::byte{85}, std::byte{255},
                       std::byte{9},  grey_level,    grey_level};
  const PixelBytes rgb{std::byte{254}, std::byte{0}, std::byte{0},
                       std::byte{9},   std::byte{9}, std::byte{9}};
  EXPECT_EQ(decoded(stored(ybr, little), format).value(), rgb);
  format.photometric = Photometric::ybr_full_422;
  const PixelBytes halved{std::byte{9}, std::byte{7}, grey_level, grey_level};
  const PixelBytes greys{std::byte{9}, std::byte{9}, std::byte{9},
                         std::byte{7}, std::byte{7}, std::byte{7}};
  EXPECT_EQ(decoded(stored(halved, little), format).value(), greys);
}

TEST_F(PixelsTest, says_when_the_file_is_too_short) {
  const PixelFormat format = grey(16, 16, false);
  PixelBytes pixels = made_pixels(format, 1);
  pixels.pop_back();
  auto source = stored(pixels, little);
  EXPECT_EQ(code_of(decoded(source, format)), "PIXELS-SHORT");
  source.length_bytes += 1; // the header promises more than the file holds
  EXPECT_EQ(code_of(decoded(source, format)), "PIXELS-SHORT");
  EXPECT_EQ(code_of(decoded(stored({}, rle), format)), "PIXELS-SHORT");
}

TEST_F(PixelsTest, refuses_a_stream_of_another_size) {
  const PixelFormat format = grey(16, 12, false);
  PixelFormat other = format;
  other.rows = 12;
  for (const char *uid : {jpeg_lossless_sv1, jpeg_ls, jpeg_2000}) {
    const auto stream = support::compressed(made_pixels(format, 1), format, uid);
    EXPECT_EQ(code_of(decoded(stored(encapsulated({stream}, OffsetTable::right, 1), uid), other)),
              "PIXELS-SIZE");
  }
}

TEST_F(PixelsTest, refuses_markers_that_have_no_length_before_a_jpeg_frame) {
  const PixelFormat format = grey(8, 8, false);
  const auto stream = support::compressed(made_pixels(format, 1), format, jpeg_baseline);
  for (const int marker : {0x01, 0x02, 0xBF, 0xD0, 0xD8, 0xD9, 0xDA}) {
    PixelBytes bad = stream;
    bad[3] = static_cast<std::byte>(marker);
    EXPECT_EQ(
        code_of(decoded(stored(encapsulated({bad}, OffsetTable::empty, 1), jpeg_baseline), format)),
        "PIXELS-DAMAGED");
  }
}

TEST_F(PixelsTest, refuses_a_jpeg_2000_frame_in_a_multitude_of_tiles) {
  const PixelFormat format = grey(16, 12, false);
  const auto stream = support::compressed(made_pixels(format, 1), format, jpeg_2000);
  PixelBytes bad = stream;
  for (const std::size_t field : {24U, 28U}) { // width and height of a tile, big endian
    for (std::size_t i = 0; i < 4; ++i)
      bad[field + i] = static_cast<std::byte>(i == 3 ? 1 : 0);
  }
  EXPECT_EQ(code_of(decoded(stored(encapsulated({bad}, OffsetTable::empty, 1), jpeg_2000), format)),
            "PIXELS-SIZE");
}

TEST_F(PixelsTest, finds_frames_by_an_extended_offset_table) {
  const PixelFormat format = grey(8, 8, false);
  const std::vector<PixelBytes> frames{made_pixels(format, 1), made_pixels(format, 2)};
  std::vector<PixelBytes> streams;
  for (const auto &frame : frames)
    streams.push_back(support::compressed(frame, format, rle));
  auto source = stored(encapsulated(streams, OffsetTable::empty, 1), rle, 2);
  const std::uint64_t second = 8 + streams[0].size() + streams[0].size() % 2;
  source.extended_offsets =
      std::make_shared<const std::vector<std::uint64_t>>(std::vector<std::uint64_t>{0, second});
  EXPECT_EQ(decoded(source, format, 1).value(), frames[1]);
}

TEST_F(PixelsTest, gives_every_thread_the_same) {
  const PixelFormat format = grey(16, 12, false);
  std::vector<PixelBytes> frames, streams;
  for (std::uint32_t i = 0; i < 8; ++i) {
    frames.push_back(made_pixels(format, i));
    streams.push_back(support::compressed(frames.back(), format, jpeg_lossless_sv1));
  }
  const auto source = stored(encapsulated(streams, OffsetTable::right, 2), jpeg_lossless_sv1, 8);
  std::vector<int> equal(4, 0);
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        for (std::uint32_t i = 0; i < 8; ++i)
          equal[t] += decoded(source, format, i).value() == frames[i] ? 1 : 0;
      });
  }
  EXPECT_EQ(equal, std::vector<int>(4, 8));
}

} // namespace
} // namespace curate::dicom
