#include <gtest/gtest.h>
#include <libcurate/deid/date_shift.hpp>
#include <libcurate/deid/relative_time.hpp>

namespace curate::deid {
namespace {

TEST(relative_time, says_only_how_long_after_the_series_began) {
  const SeriesBegin begin{day_of("20240305"), 10 * 3600 + 15 * 60};
  EXPECT_EQ(relative_moment("101500", true, begin), "120000.000000");
  EXPECT_EQ(relative_moment("101501.2575", true, begin), "120001.257500");
  EXPECT_EQ(relative_moment("101459.5", true, begin), "115959.500000");
  EXPECT_EQ(relative_moment("20240305101501.25+0100", false, begin), "19000101120001.250000");
}

TEST(relative_time, goes_over_midnight) {
  const SeriesBegin begin{day_of("20240305"), 86'399};
  EXPECT_EQ(relative_moment("000001", true, begin), "120002.000000");
  EXPECT_EQ(relative_moment("20240306000001", false, begin), "19000101120002.000000");
}

TEST(relative_time, is_nothing_for_what_is_far_away_or_no_moment) {
  const SeriesBegin begin{day_of("20240305"), 0};
  EXPECT_FALSE(relative_moment("20240405000001", false, begin));
  EXPECT_FALSE(relative_moment("***", true, begin));
  EXPECT_FALSE(relative_moment("20240305", false, begin));
  EXPECT_FALSE(relative_moment("", true, begin));
}

} // namespace
} // namespace curate::deid
