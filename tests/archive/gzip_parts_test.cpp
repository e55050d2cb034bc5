#include <gtest/gtest.h>
#include <libcurate/archive/gzip.hpp>
#include <rapidcheck/gtest.h>

namespace curate::archive {
namespace {

std::vector<std::byte> bytes_of(const std::string &text) {
  std::vector<std::byte> out;
  for (const char c : text)
    out.push_back(static_cast<std::byte>(c));
  return out;
}

RC_GTEST_PROP(gzip_of_two, unpacks_to_both, (std::string head, std::string body)) {
  const Bytes packed = gzip(bytes_of(head), bytes_of(body), default_gzip_level);
  const auto unpacked = gunzip(packed.view(), 1 << 20);
  RC_ASSERT(unpacked.has_value());
  RC_ASSERT(std::ranges::equal(unpacked->view(), bytes_of(head + body)));
}

TEST(gzip_of_two, holds_neither_name_nor_time) {
  const Bytes packed = gzip(bytes_of("head"), bytes_of("body"), default_gzip_level);
  EXPECT_EQ(packed.view()[3], std::byte{0});
  for (std::size_t i = 4; i < 8; ++i)
    EXPECT_EQ(packed.view()[i], std::byte{0});
  EXPECT_EQ(packed.view()[9], std::byte{255});
}

} // namespace
} // namespace curate::archive
