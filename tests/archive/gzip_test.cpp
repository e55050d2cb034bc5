#include <gtest/gtest.h>
#include <libcurate/archive/gzip.hpp>
#include <random>

namespace curate::archive {
namespace {

std::vector<std::byte> some_bytes(std::size_t count) {
  std::mt19937 random(1);
  std::vector<std::byte> bytes(count);
  for (auto &byte : bytes)
    byte = static_cast<std::byte>(random() % 7);
  return bytes;
}

bool is_same(const Result<Bytes> &inflated, const std::vector<std::byte> &expected) {
  return inflated && std::ranges::equal(inflated->view(), expected);
}

TEST(gzip, gives_back_what_it_took) {
  for (const std::size_t count : {0U, 1U, 1000U, 3'000'000U})
    for (const int level : {1, 4, 12}) {
      const auto bytes = some_bytes(count);
      EXPECT_TRUE(is_same(gunzip(gzip(bytes, level), 1 << 24), bytes)) << count;
    }
}

TEST(gzip, says_neither_name_nor_time) {
  const auto packed = gzip(some_bytes(100));
  EXPECT_TRUE(is_gzip(packed));
  // Source: RFC 1952, 2.3.1: flags, four bytes of time, and after the extra flags the system: 255.
  for (const std::size_t at : {3U, 4U, 5U, 6U, 7U})
    EXPECT_EQ(packed[at], std::byte{0}) << at;
  EXPECT_EQ(packed[9], std::byte{255});
  EXPECT_EQ(packed, gzip(some_bytes(100)));
}

TEST(gunzip, reads_several_members_and_padding) {
  auto two = gzip(some_bytes(1000));
  const auto again = gzip(some_bytes(10));
  two.insert(two.end(), again.begin(), again.end());
  two.resize(two.size() + 512);
  auto expected = some_bytes(1000);
  const auto more = some_bytes(10);
  expected.insert(expected.end(), more.begin(), more.end());
  EXPECT_TRUE(is_same(gunzip(two, 1 << 20), expected));
}

TEST(gunzip, refuses_damaged_and_truncated_files) {
  const auto whole = gzip(some_bytes(10'000));
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    const auto part = gunzip(std::span(whole).first(length), 1 << 20);
    ASSERT_FALSE(part);
    EXPECT_EQ(part.error().code, "ARCHIVE-DAMAGED");
  }
  auto damaged = whole;
  damaged[damaged.size() - 8] ^= std::byte{1}; // the checksum
  EXPECT_FALSE(gunzip(damaged, 1 << 20));
}

TEST(gunzip, stops_at_its_limit) {
  const auto bomb = gzip(std::vector<std::byte>(10'000'000));
  EXPECT_LT(bomb.size(), 50'000U);
  const auto refused = gunzip(bomb, 1'000'000);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "ARCHIVE-TOO-LARGE");
  EXPECT_TRUE(gunzip(bomb, 10'000'000));
}

TEST(gunzip, is_not_misled_by_a_lying_length) {
  auto packed = gzip(some_bytes(100));
  for (std::size_t i = 1; i <= 4; ++i)
    packed[packed.size() - i] = std::byte{0xFF};
  EXPECT_FALSE(gunzip(packed, std::uint64_t{1} << 36));
}

TEST(inflate, reads_a_bare_stream_and_ignores_what_follows) {
  const auto bytes = some_bytes(5000);
  auto packed = gzip(bytes);
  // Ten bytes of head, and behind the stream a checksum and a length.
  EXPECT_TRUE(is_same(inflate(std::span(packed).subspan(10), 1 << 20), bytes));
  EXPECT_FALSE(inflate(std::span(packed).subspan(10, 100), 1 << 20));
}

} // namespace
} // namespace curate::archive
