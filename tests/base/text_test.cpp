#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>

namespace curate::base {
namespace {

TEST(text, trims_spaces_and_nuls) {
  EXPECT_EQ(trim(std::string_view(" a b \0", 6)), "a b");
  EXPECT_EQ(trim(""), "");
}

TEST(text, splits_and_joins) {
  EXPECT_EQ(split("a\\\\b", '\\').size(), 3U);
  EXPECT_EQ(split("", ',').size(), 1U);
  EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
}

TEST(text, globs_without_case_and_without_blowing_up) {
  EXPECT_TRUE(matches_glob("T1_MPRAGE_sag", "*mprage*"));
  EXPECT_TRUE(matches_glob("abc", "a?c"));
  EXPECT_FALSE(matches_glob("abc", "a?"));
  EXPECT_TRUE(matches_glob("", "*"));
  EXPECT_FALSE(matches_glob(std::string(20000, 'a'), "*a*a*a*a*a*a*b"));
}

TEST(text, reads_numbers_whole_or_not_at_all) {
  EXPECT_EQ(to_double(" 1.5 "), 1.5);
  EXPECT_EQ(to_double("+2"), 2);
  EXPECT_FALSE(to_double("1.5x"));
  EXPECT_FALSE(to_double("nan"));
  EXPECT_FALSE(to_double(""));
  EXPECT_EQ(to_integer("-7"), -7);
  EXPECT_FALSE(to_integer("1e3"));
  EXPECT_EQ(shortest(0.1), "0.1");
}

TEST(text, knows_utf8) {
  EXPECT_TRUE(is_utf8("Grüße"));
  EXPECT_FALSE(is_utf8("\xC3"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80")); // a surrogate
}

} // namespace
} // namespace curate::base
