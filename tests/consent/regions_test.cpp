#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/consent/regions.hpp>

namespace curate::consent {
namespace {

const base::Day day = *base::day_of("2026-07-01");

Regions in(std::set<std::string> countries) {
  return {Regions::Kind::countries, std::move(countries)};
}

TEST(regions, the_table_is_sorted_and_says_since_when) {
  const auto table = adequacy_table();
  EXPECT_TRUE(std::ranges::is_sorted(table, {}, &Adequacy::country));
  EXPECT_TRUE(base::day_of(adequacy_edition()));
  for (const Adequacy &row : table) {
    EXPECT_TRUE(is_country(row.country)) << row.country;
    ASSERT_TRUE(base::day_of(row.since)) << row.country;
    EXPECT_LE(*base::day_of(row.since), *base::day_of(adequacy_edition())) << row.country;
    EXPECT_EQ(is_eea_or_adequate(row.country, day), row.covers_everyone) << row.country;
  }
  // 27 members of the EU and 3 of the EEA.
  EXPECT_EQ(std::ranges::count_if(
                table, [](const Adequacy &row) { return row.source.starts_with("GDPR"); }),
            30);
}

TEST(regions, adequacy_begins_with_its_decision) {
  EXPECT_FALSE(is_eea_or_adequate("BR", *base::day_of("2026-01-25")));
  EXPECT_TRUE(is_eea_or_adequate("BR", *base::day_of("2026-01-26")));
  for (const char *country : {"US", "CA", "JP", "CN", "IN", "XX", "", "de", "D"})
    EXPECT_FALSE(is_eea_or_adequate(country, day)) << country;
}

TEST(regions, codes_are_whole_and_in_capitals) {
  for (const char *code : {"AD", "DE", "ZW", "GB"})
    EXPECT_TRUE(is_country(code)) << code;
  for (const char *code : {"", "D", "de", "DEU", "UK", "EU", "XX", "D ", " D", "EA"})
    EXPECT_FALSE(is_country(code)) << code;
}

TEST(regions, lie_inside_one_another) {
  const Regions everywhere = Regions::everywhere(), adequate = Regions::eea_and_adequate();
  EXPECT_TRUE(is_inside(everywhere, everywhere, day));
  EXPECT_FALSE(is_inside(everywhere, adequate, day));
  EXPECT_FALSE(is_inside(everywhere, in({"DE"}), day));
  EXPECT_TRUE(is_inside(adequate, everywhere, day));
  EXPECT_TRUE(is_inside(adequate, adequate, day));
  EXPECT_FALSE(is_inside(adequate, in({"DE", "FR"}), day));
  EXPECT_TRUE(is_inside(in({"DE", "CH"}), adequate, day));
  EXPECT_FALSE(is_inside(in({"DE", "US"}), adequate, day));
  EXPECT_TRUE(is_inside(in({"DE"}), in({"AT", "DE"}), day));
  EXPECT_FALSE(is_inside(in({"AT", "DE"}), in({"DE"}), day));
  EXPECT_TRUE(is_inside(in({"US"}), everywhere, day));
  EXPECT_FALSE(is_inside(in({"XX"}), everywhere, day));
  EXPECT_FALSE(is_inside(in({"XX"}), in({"XX"}), day));
  EXPECT_FALSE(is_inside(in({}), everywhere, day));
  std::set<std::string> all;
  for (const Adequacy &row : adequacy_table())
    if (row.covers_everyone) all.insert(std::string(row.country));
  EXPECT_TRUE(is_inside(adequate, in(all), day));
  all.erase("MT");
  EXPECT_FALSE(is_inside(adequate, in(all), day));
}

} // namespace
} // namespace curate::consent
