#include "tests/tools/sample.hpp"

#include <libcurate/dicom/scan.hpp>

// A second run does only what is new, and no name changes.

namespace curate::tools_test {
namespace {

using testing::Contains;
using testing::IsEmpty;

/// The pictures of all series, and their status and code.
std::vector<std::string> codes_of(const std::string &out) {
  std::vector<std::string> codes;
  for (const auto &series : lines_of(out))
    for (const auto &picture : series["pictures"])
      codes.push_back(picture["status"].get<std::string>() + " " +
                      picture["code"].get<std::string>());
  return codes;
}

/// A copy of a visit without the files of one series.
void copy_without(const fs::path &visit, int series_number, const fs::path &copy) {
  fs::create_directories(copy);
  for (const auto &instance : dicom::scan(std::span(&visit, 1), 1).instances) {
    const fs::path file = instance.source.path();
    if (instance.series_number != series_number) fs::copy_file(file, copy / file.filename());
  }
}

TEST(again, a_second_run_writes_nothing) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const Ran first = convert(Sample::get().dicom(), study);
  EXPECT_EQ(first.status, 0) << first.err;
  const Tree tree = tree_of(study / "dataset");
  const auto stamps = stamps_of(study / "dataset");
  const Ran second = convert(Sample::get().dicom(), study);
  EXPECT_EQ(second.status, 0) << second.err;
  EXPECT_EQ(stamps, stamps_of(study / "dataset"));
  EXPECT_THAT(differences(tree, tree_of(study / "dataset")), IsEmpty());
  const auto before = codes_of(first.out), after = codes_of(second.out);
  ASSERT_EQ(before.size(), after.size());
  std::size_t written = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool was_written = before[i] == "written ";
    written += was_written ? 1 : 0;
    EXPECT_EQ(after[i], was_written ? "skipped CONVERT-UNCHANGED" : before[i]);
  }
  EXPECT_GT(written, 20U);
}

TEST(again, a_later_visit_is_added) {
  const support::TemporaryFolder folder;
  const fs::path batches = new_study(folder.path() / "batches");
  const fs::path whole = copy_of(batches, folder.path() / "whole");
  EXPECT_EQ(convert(Sample::get().siemens_visit(1), batches).status, 0);
  const Tree first = tree_of(batches / "dataset");
  EXPECT_EQ(convert(Sample::get().siemens_visit(2), batches).status, 0);
  const Tree both = tree_of(batches / "dataset");
  for (const auto &[path, bytes] : first) {
    if (path.find("/ses-") == std::string::npos) continue; // the dataset's own files grow
    ASSERT_TRUE(both.contains(path)) << path;
    EXPECT_TRUE(both.at(path) == bytes) << path;
  }
  EXPECT_GT(ending_with(both, ".nii.gz").size(), ending_with(first, ".nii.gz").size());
  EXPECT_EQ(ending_with(both, "/ses-2/").size(), 1U);
  // Both batches at once give the same.
  EXPECT_EQ(curate({"convert", Sample::get().siemens_visit(1).string(),
                    Sample::get().siemens_visit(2).string(), "--study", whole.string()})
                .status,
            0);
  EXPECT_THAT(differences(both, tree_of(whole / "dataset")), IsEmpty());
}

TEST(again, a_scan_that_comes_late_renames_nothing) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  // T1w was taken twice: as series 2 and 3.
  copy_without(Sample::get().siemens_visit(1), 2, folder.path() / "early");
  EXPECT_EQ(convert(folder.path() / "early", study).status, 0);
  const Tree early = tree_of(study / "dataset");
  ASSERT_EQ(ending_with(early, "_T1w.nii.gz").size(), 1U);
  const Ran late =
      curate({"convert", Sample::get().siemens_visit(1).string(), "--study", study.string()});
  EXPECT_EQ(late.status, 0) << late.err;
  EXPECT_NE(late.out.find("BIDS-LATE-RUN"), std::string::npos) << late.out;
  const Tree both = tree_of(study / "dataset");
  for (const auto &[path, bytes] : early) {
    if (!path.ends_with(".nii.gz")) continue;
    ASSERT_TRUE(both.contains(path)) << path;
    EXPECT_TRUE(both.at(path) == bytes) << path;
  }
  EXPECT_EQ(ending_with(both, "_T1w.nii.gz").size(), 2U);
  EXPECT_EQ(ending_with(both, "_run-2_T1w.nii.gz").size(), 1U);
}

TEST(again, flat_pictures_stay_as_they_are) {
  const support::TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  EXPECT_EQ(convert_flat(Sample::get().siemens_visit(1), out).status, 0);
  const auto stamps = stamps_of(out);
  ASSERT_FALSE(stamps.empty());
  const Ran second = convert_flat(Sample::get().siemens_visit(1), out);
  EXPECT_EQ(second.status, 0) << second.err;
  EXPECT_EQ(stamps, stamps_of(out));
  EXPECT_THAT(codes_of(second.out), Contains("skipped FLAT-EXISTS"));
  EXPECT_THAT(codes_of(second.out), testing::Not(Contains("written ")));
}

} // namespace
} // namespace curate::tools_test
