#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/deidentification/run_deidentify.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/study_maker.hpp"
#include "tests/tools/sample.hpp"

// The same input and key give the same bytes, with any number of jobs, in one batch or in several;
// inputs are never changed; UIDs and labels are the same in a later batch.

namespace curate::deidentification_test {
namespace {

using deid::Option;
using testing::IsEmpty;
using tools_test::differences;
using tools_test::tree_of;

const deid::Options options{Option::retain_modified_dates, Option::retain_safe_private};

TEST(deidentify_same_bytes, with_one_job_and_with_eight) {
  const fs::path dicom = tools_test::Sample::get().dicom();
  const auto before = tree_of(dicom);
  const support::TemporaryFolder folder;
  const auto one = deidentify(dicom, folder.path() / "one", options, {"--jobs", "1"});
  const auto eight = deidentify(dicom, folder.path() / "eight", options, {"--jobs", "8"});
  EXPECT_TRUE(one.status == 0 || one.status == 3) << one.err;
  EXPECT_EQ(one.status, eight.status);
  EXPECT_EQ(one.out, eight.out);
  const auto written = tree_of(folder.path() / "one");
  EXPECT_GT(tools_test::ending_with(written, ".dcm").size(), 500U);
  EXPECT_THAT(differences(written, tree_of(folder.path() / "eight")), IsEmpty());
  EXPECT_THAT(differences(before, tree_of(dicom)), IsEmpty());
}

TEST(deidentify_same_bytes, a_later_batch_gives_the_files_that_one_batch_gives) {
  const support::TemporaryFolder folder;
  const auto &sample = tools_test::Sample::get();
  const fs::path visits = sample.siemens_visit(1).parent_path();
  deidentify(visits, folder.path() / "whole", options);
  deidentify(sample.siemens_visit(1), folder.path() / "first", options);
  deidentify(sample.siemens_visit(2), folder.path() / "second", options);
  auto whole = tree_of(folder.path() / "whole"), parts = tree_of(folder.path() / "first");
  parts.merge(tree_of(folder.path() / "second"));
  EXPECT_GT(tools_test::ending_with(whole, ".dcm").size(), 100U);
  // What names a person in one visit is looked for in the texts of that batch alone, so only names
  // of files are the same in any case.
  for (auto *tree : {&whole, &parts}) {
    tree->erase("deidentification.json");
    for (auto &[path, bytes] : *tree)
      bytes.clear();
  }
  EXPECT_THAT(differences(whole, parts), IsEmpty());
}

TEST(deidentify_same_bytes, a_second_run_leaves_what_the_first_wrote) {
  const support::TemporaryFolder folder;
  const fs::path visit = tools_test::Sample::get().siemens_visit(1);
  deidentify(visit, folder.path() / "out", options);
  const auto before = tree_of(folder.path() / "out");
  deidentify(visit, folder.path() / "out", options);
  EXPECT_THAT(differences(before, tree_of(folder.path() / "out")), IsEmpty());
}

TEST(deidentify_same_bytes, a_check_writes_nothing) {
  const support::TemporaryFolder folder;
  const fs::path visit = tools_test::Sample::get().siemens_visit(1);
  const auto ran = deidentify(visit, folder.path() / "out", options, {"--check"});
  EXPECT_TRUE(ran.status == 0 || ran.status == 3) << ran.err;
  EXPECT_FALSE(ran.out.empty());
  EXPECT_THAT(files_below(folder.path() / "out"), IsEmpty());
}

} // namespace
} // namespace curate::deidentification_test
