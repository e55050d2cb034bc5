#include "libcurate/dicom/fragments.hpp"

#include <gtest/gtest.h>

#include "tests/support/encapsulate.hpp"

namespace curate::dicom {
namespace {

using support::encapsulated;
using support::OffsetTable;
using support::PixelBytes;

constexpr std::span<const std::uint64_t> no_table;

PixelBytes bytes(std::initializer_list<int> values) {
  PixelBytes out;
  for (const int value : values)
    out.push_back(static_cast<std::byte>(value));
  return out;
}

/// Something like a JPEG stream: start, a marker, disguised 0xFF, end.
PixelBytes jpeg(int value) {
  return bytes({0xFF, 0xD8, 0xFF, 0xDA, value, 0xFF, 0x00, value, 0xFF, 0xD9});
}

std::vector<PixelBytes> frames_of(const Result<Fragments> &fragments, std::uint32_t count) {
  std::vector<PixelBytes> out;
  EXPECT_TRUE(fragments) << (fragments ? "" : fragments.error().code);
  for (std::uint32_t i = 0; fragments && i < count; ++i) {
    const auto pieces = fragments->frame(i);
    EXPECT_TRUE(pieces);
    std::vector<std::byte> storage;
    const auto frame = joined(*pieces, storage);
    out.emplace_back(frame.begin(), frame.end());
  }
  return out;
}

std::string code_of(const Result<Fragments> &fragments) {
  return fragments ? "" : fragments.error().code;
}

TEST(Fragments, frames_that_share_a_fragment_are_cut_at_their_ends) {
  PixelBytes all = jpeg(1);
  for (const int value : {2, 3}) {
    all.push_back(std::byte{0}); // each may be padded
    const PixelBytes next = jpeg(value);
    all.insert(all.end(), next.begin(), next.end());
  }
  const auto value = encapsulated({all}, OffsetTable::empty, 1);
  const auto frames = frames_of(Fragments::parse(value, 3, no_table), 3);
  ASSERT_EQ(frames.size(), 3U);
  EXPECT_EQ(frames[0], jpeg(1));
  EXPECT_EQ(frames[1], jpeg(2));
  EXPECT_EQ(PixelBytes(frames[2].begin(), frames[2].begin() + 10), jpeg(3));
  EXPECT_EQ(code_of(Fragments::parse(value, 4, no_table)), "PIXELS-FRAGMENTS");
}

TEST(Fragments, contents_outweigh_a_table_that_points_at_other_fragments) {
  const std::vector<PixelBytes> streams{jpeg(1), jpeg(2)};
  const auto value = encapsulated(streams, OffsetTable::empty, 2); // four fragments
  // Behind each lead of 8 bytes 6, then 4 bytes: fragments begin at 0, 14, 26, 40.
  const std::vector<std::uint64_t> table{0, 14};
  const auto frames = frames_of(Fragments::parse(value, 2, table), 2);
  EXPECT_EQ(frames, streams);
}

TEST(Fragments, one_frame_said_and_several_there_is_refused) {
  const auto value = encapsulated({jpeg(1), jpeg(2)}, OffsetTable::right, 1);
  EXPECT_EQ(code_of(Fragments::parse(value, 1, no_table)), "PIXELS-FRAGMENTS");
  const auto pieces = encapsulated({jpeg(1)}, OffsetTable::right, 2);
  EXPECT_EQ(frames_of(Fragments::parse(pieces, 1, no_table), 1).front(), jpeg(1));
}

TEST(Fragments, the_delimiter_may_be_missing) {
  PixelBytes value = encapsulated({jpeg(1), jpeg(2)}, OffsetTable::right, 1);
  value.resize(value.size() - 8);
  const auto bare = Fragments::parse(value, 2, no_table);
  EXPECT_EQ(frames_of(bare, 2).size(), 2U);
  EXPECT_FALSE(bare->is_truncated());
  PixelBytes padded = value;
  for (const int b : {0xFC, 0xFF, 0xFC, 0xFF, 0, 0, 0, 0})
    padded.push_back(static_cast<std::byte>(b));
  EXPECT_FALSE(Fragments::parse(padded, 2, no_table)->is_truncated());
  value.pop_back();
  EXPECT_TRUE(Fragments::parse(value, 2, no_table)->is_truncated());
}

TEST(Fragments, a_table_is_needed_where_contents_do_not_tell) {
  const std::vector<PixelBytes> runs{bytes({1, 2, 3, 4, 5, 6, 7, 8}), bytes({9, 10, 11, 12})};
  const auto value = encapsulated(runs, OffsetTable::right, 2);
  EXPECT_EQ(frames_of(Fragments::parse(value, 2, no_table), 2), runs);
  const auto without = encapsulated(runs, OffsetTable::empty, 2);
  EXPECT_EQ(code_of(Fragments::parse(without, 2, no_table)), "PIXELS-FRAGMENTS");
}

} // namespace
} // namespace curate::dicom
