#include <gtest/gtest.h>
#include <libcurate/json/read.hpp>
#include <libcurate/license/catalogue.hpp>
#include <libcurate/license/compatible.hpp>
#include <map>

namespace curate::license {
namespace {

/// What may be combined, by hand from the texts of the licences: the licence of the whole, or "-".
/// Rows and columns in the order of the catalogue.
constexpr const char *names[] = {"BY",   "NC",   "NCSA",  "ND",   "SA",  "CC0",
                                 "CDLA", "DbCL", "ODCBy", "ODbL", "PDDL"};
constexpr const char *expected[11][11] = {
    {"BY", "NC", "NCSA", "-", "SA", "BY", "BY", "BY", "BY", "-", "BY"},
    {"NC", "NC", "NCSA", "-", "-", "NC", "NC", "NC", "NC", "-", "NC"},
    {"NCSA", "NCSA", "NCSA", "-", "-", "NCSA", "NCSA", "NCSA", "NCSA", "-", "NCSA"},
    {"-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"},
    {"SA", "-", "-", "-", "SA", "SA", "SA", "SA", "SA", "-", "SA"},
    {"BY", "NC", "NCSA", "-", "SA", "CC0", "CDLA", "CC0", "ODCBy", "ODbL", "CC0"},
    {"BY", "NC", "NCSA", "-", "SA", "CDLA", "CDLA", "CDLA", "ODCBy", "ODbL", "CDLA"},
    {"BY", "NC", "NCSA", "-", "SA", "CC0", "CDLA", "DbCL", "ODCBy", "ODbL", "PDDL"},
    {"BY", "NC", "NCSA", "-", "SA", "ODCBy", "ODCBy", "ODCBy", "ODCBy", "ODbL", "ODCBy"},
    {"-", "-", "-", "-", "-", "ODbL", "ODbL", "ODbL", "ODbL", "ODbL", "ODbL"},
    {"BY", "NC", "NCSA", "-", "SA", "CC0", "CDLA", "PDDL", "ODCBy", "ODbL", "PDDL"}};

TEST(compatible, says_of_every_two_what_their_texts_say) {
  const auto &all = catalogue();
  ASSERT_EQ(all.size(), 11U);
  for (std::size_t row = 0; row < 11; ++row)
    for (std::size_t column = 0; column < 11; ++column) {
      const Combination combination = combine(all[row], all[column]);
      const std::string wanted = expected[row][column];
      std::string got = "-";
      for (std::size_t at = 0; at < 11; ++at)
        if (all[at].id == combination.under) got = names[at];
      EXPECT_EQ(got, wanted) << all[row].id << " with " << all[column].id;
      EXPECT_EQ(combination.allowed, wanted != "-");
      EXPECT_FALSE(combination.why.empty());
      EXPECT_EQ(combine(all[column], all[row]).why, combination.why);
    }
}

TEST(compatible, the_whole_keeps_every_limit_of_its_parts) {
  for (const License &one : catalogue())
    for (const License &other : catalogue()) {
      const Combination combination = combine(one, other);
      if (!combination.allowed) continue;
      const License whole = *find(combination.under);
      for (const License *part : {&one, &other}) {
        for (const Limit limit : part->limits)
          EXPECT_TRUE(whole.limits.contains(limit)) << one.id << " with " << other.id;
        EXPECT_TRUE(!part->requires_to(Duty::share_alike) || part->id == whole.id)
            << one.id << " with " << other.id;
      }
    }
}

TEST(compatible, an_agreement_stays_among_those_who_accepted_it) {
  json::Value value = *json::parse(agreement_template());
  value["id"] = "LicenseRef-ms";
  value["name"] = "Agreement of a study";
  value["notes"] = json::Value::array();
  value["agreement"]["until"] = "2030-12-31";
  const License agreement = *license_of(value);
  EXPECT_TRUE(combine(agreement, agreement).allowed);
  for (const License &other : catalogue())
    EXPECT_FALSE(combine(agreement, other).allowed) << other.id;
}

} // namespace
} // namespace curate::license
