#include <gtest/gtest.h>
#include <libcurate/base/day.hpp>

namespace curate::base {
namespace {

TEST(day, reads_what_it_writes) {
  for (const char *text : {"0001-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31"}) {
    const auto day = day_of(text);
    ASSERT_TRUE(day) << text;
    EXPECT_EQ(text_of(*day), text);
  }
  EXPECT_LT(*day_of("2026-02-28"), *day_of("2026-03-01"));
}

TEST(day, takes_only_days_that_exist_in_one_form) {
  for (const char *text :
       {"", "2026", "2026-1-01", "2026-13-01", "2026-00-10", "2026-02-29", "2026-04-31",
        "2026-01-00", "0000-01-01", "2026/01/01", "2026-01-01T00:00:00Z", " 2026-01-01",
        "2026-01-0a", "-026-01-01", "2026-01--1", "01-01-2026"})
    EXPECT_FALSE(day_of(text)) << text;
}

} // namespace
} // namespace curate::base
