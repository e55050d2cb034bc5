#include "tests/deid/made_series.hpp"

#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/date_shift.hpp>
#include <libcurate/deid/placeholder.hpp>
#include <libcurate/deid/pseudonym.hpp>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace curate::deid {
namespace {

Pseudonyms made(int seed = 1, std::string site = {}) {
  Key key{};
  key[0] = static_cast<std::byte>(seed);
  return {Secret(key), std::move(site)};
}

TEST(pseudonyms, are_the_same_every_time_and_differ_by_key) {
  const auto who = person("4711");
  EXPECT_EQ(*made().label(who), *made().label(who));
  EXPECT_NE(*made(1).label(who), *made(2).label(who));
  EXPECT_NE(*made().label(who), *made().label(person("4712")));
  EXPECT_TRUE(is_label(*made().label(who)));
  EXPECT_EQ(made().label(who)->size(), 10U);
}

TEST(pseudonyms, padding_does_not_make_another_person) {
  EXPECT_EQ(*made().label(person("4711 ")), *made().label(person(" 4711")));
}

TEST(pseudonyms, the_issuer_belongs_to_the_id) {
  EXPECT_NE(*made().label(person("4711", "", "", "A")), *made().label(person("4711", "", "", "B")));
  // Where the header names no issuer, the study's site stands for it.
  EXPECT_EQ(*made(1, "A").label(person("4711")), *made(1, "A").label(person("4711", "", "", "A")));
  // The parts do not run together.
  EXPECT_NE(*made().label(person("12", "", "", "3")), *made().label(person("2", "", "", "31")));
}

TEST(pseudonyms, a_second_of_the_day_is_the_series_own_and_the_keys) {
  Key other{};
  other[0] = std::byte{1};
  const Pseudonyms one(Secret<Key>(Key{}), {}), two(Secret<Key>(other), {});
  EXPECT_EQ(one.second_of_day("1.2.3"), one.second_of_day("1.2.3 "));
  EXPECT_NE(one.second_of_day("1.2.3"), one.second_of_day("1.2.4"));
  EXPECT_NE(one.second_of_day("1.2.3"), two.second_of_day("1.2.3"));
  for (const char *uid : {"1", "1.2.3", "2.25.4", ""}) {
    EXPECT_GE(one.second_of_day(uid), 0);
    EXPECT_LT(one.second_of_day(uid), 86'400);
  }
}

TEST(pseudonyms, given_labels_win) {
  auto pseudonyms = made();
  pseudonyms.assign(*pseudonyms.person_token(person("4711")), "P01");
  EXPECT_EQ(*pseudonyms.label(person("4711")), "P01");
  EXPECT_EQ(pseudonyms.label(person("")).error().code, "DEID-PLACEHOLDER-ID");
  pseudonyms.assign_all("X");
  EXPECT_EQ(*pseudonyms.label(person("")), "X");
}

TEST(pseudonyms, names_are_compared_as_people_read_them) {
  const auto pseudonyms = made();
  const auto token = [&](const char *name) { return pseudonyms.name_token(person("1", name)); };
  for (const char *same : {"Doe^John^^", "JOHN^DOE", "doe john", "Doe^John=山田^太郎", "Doe, John",
                           "Doe^John^^Dr.^Jr."})
    EXPECT_EQ(token(same), token("DOE^JOHN")) << same;
  EXPECT_NE(token("DOE^JANE"), token("DOE^JOHN"));
  EXPECT_EQ(token("***"), "");
  EXPECT_EQ(token("ANONYMOUS"), "");
}

TEST(placeholders, are_known) {
  for (const char *id : {"", "  ", "***", "-", "0", "0000", "00-00", "ANONYMOUS", "anon", "ANON000",
                         "TEST", "Unknown", "NONE", "N/A", "xxx", "1111", "Anonymized", "aaaa"})
    EXPECT_TRUE(is_placeholder_id(id)) << id;
  for (const char *id : {"4711", "1", "A", "ANON0001", "TEST12", "S01", "007", "山田"})
    EXPECT_FALSE(is_placeholder_id(id)) << id;
  for (const char *date : {"", "00000000", "19000101", "1961", "20240230"})
    EXPECT_TRUE(is_placeholder_birth_date(date)) << date;
  EXPECT_FALSE(is_placeholder_birth_date("19610312"));
}

TEST(date_shift, keeps_times_and_intervals) {
  EXPECT_EQ(shifted_date_time("20240301", 3661.5, 1), "2024-02-29T01:01:01.500000");
  EXPECT_EQ(shifted_date_time("20240301", {}, 366), "2023-03-01T00:00:00");
  EXPECT_EQ(shifted_date_time("20240301", 86399.9999999, 0), "2024-03-01T23:59:59.999999");
  EXPECT_EQ(shifted_date_time("20240301", -1.0, 0), std::nullopt);
  EXPECT_EQ(shifted_date_time("20240230", 0.0, 0), std::nullopt);
  EXPECT_EQ(shifted_date_time("2024", 0.0, 0), std::nullopt);
}

TEST(date_shift, ages_are_told_in_whole_years) {
  EXPECT_EQ(years_between("19610312", "20240311"), 62);
  EXPECT_EQ(years_between("19610312", "20240312"), 63);
  EXPECT_EQ(years_between("20240312", "19610312"), std::nullopt);
  EXPECT_EQ(years_between("", "19610312"), std::nullopt);
}

RC_GTEST_PROP(date_shift, is_one_per_person_and_lies_before_1926, (const std::string &label)) {
  const int days = made().shift_days(label);
  RC_ASSERT(days == made().shift_days(base::lower(label)));
  RC_ASSERT(shifted_date_time("20451231", {}, days)->substr(0, 4) <= std::string("1925"));
  RC_ASSERT(days < 130 * 366);
}

TEST(tokens, tell_series_apart_and_stay) {
  dicom::Series series;
  dicom::Instance instance;
  instance.series = std::make_shared<const dicom::SeriesIds>(dicom::SeriesIds{{1, 2}, {3, 4}, {}});
  instance.instance_uid = {5, 6};
  instance.series_number = 7;
  instance.study_date = 20240305;
  series.instances.push_back(instance);
  const auto tokens = made().tokens(series, "a");
  EXPECT_EQ(tokens.series.size(), 32U);
  instance.instance_uid = {5, 7};
  series.instances.push_back(instance);
  const auto grown = made().tokens(series, "a");
  EXPECT_EQ(grown.series, tokens.series);
  EXPECT_NE(grown.content, tokens.content);
  EXPECT_NE(made().tokens(series, "b").visit, tokens.visit);
  EXPECT_NE(made(2).tokens(series, "a").series, tokens.series);
  series.instances[0].series_number = 8;
  EXPECT_NE(made().tokens(series, "a").series, tokens.series);
}

} // namespace
} // namespace curate::deid
