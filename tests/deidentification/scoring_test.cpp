#include "tests/support/score.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/deidentification/run_deidentify.hpp"
#include "tests/support/folders.hpp"

// The rules of the public benchmark on a made study of twenty people.

namespace curate::deidentification_test {
namespace {

using deid::Option;
using support::Score;
using testing::IsEmpty;

const support::ScoredStudy &study() {
  static const support::TemporaryFolder folder;
  static const support::ScoredStudy made = support::make_scored_study(folder.path());
  return made;
}

fs::path folder_of(const support::ScoredStudy &made) {
  return made.files.front().path.parent_path().parent_path();
}

TEST(scoring, what_is_only_copied_fails_where_something_must_go) {
  const support::TemporaryFolder folder;
  for (const auto &file : study().files) {
    const fs::path copy = folder.path() / fs::relative(file.path, folder_of(study()));
    fs::create_directories(copy.parent_path());
    fs::copy_file(file.path, copy);
  }
  const Score score = support::score(study(), folder.path());
  EXPECT_GE(score.all(), 10'000U);
  for (const auto &[kind, count] : score.kinds) {
    const bool must_stay = kind == "file written" || kind == "tag retained" ||
                           kind == "text retained" || kind == "pixels retained" ||
                           kind == "uid consistent" || kind == "not empty";
    if (must_stay && kind != "not empty")
      EXPECT_EQ(count.passed, count.all) << kind;
    else
      EXPECT_LT(count.passed, count.all) << kind;
  }
  for (const char *kind : {"tag removed", "date shifted", "uid changed", "pixels hidden"})
    EXPECT_EQ(score.kinds.at(kind).passed, 0U) << kind;
}

TEST(scoring, what_is_missing_fails) {
  const Score score = support::score(study(), "nowhere");
  EXPECT_GE(score.all(), 10'000U);
  EXPECT_EQ(score.passed(), 0U);
}

TEST(scoring, is_a_hundred_percent) {
  const support::TemporaryFolder folder;
  const auto ran = deidentify(folder_of(study()), folder.path() / "out",
                              {Option::retain_modified_dates,
                               Option::retain_patient_characteristics, Option::retain_safe_private,
                               Option::clean_descriptors, Option::clean_pixel_data});
  EXPECT_EQ(ran.status, 0) << ran.err << ran.out;
  const Score score = support::score(study(), folder.path() / "out");
  EXPECT_GE(score.all(), 10'000U);
  EXPECT_THAT(score.failures, IsEmpty());
  for (const auto &[kind, count] : score.kinds)
    EXPECT_EQ(count.passed, count.all) << kind;
  RecordProperty("checks", static_cast<int>(score.all()));
}

} // namespace
} // namespace curate::deidentification_test
