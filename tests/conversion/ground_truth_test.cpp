// Holds our pictures of dicom2nifti's test sets against what that program's authors expect of them,
// in the world: the same values in the same places.
#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/conversion/convert_flat.hpp>

#include "tests/support/compare_pictures.hpp"
#include "tests/support/folders.hpp"

namespace curate::conversion {
namespace {

constexpr std::string_view ending = "_ground_truth.nii.gz";

std::vector<fs::path> truths(const fs::path &folder) {
  std::vector<fs::path> out;
  for (const auto &entry : fs::recursive_directory_iterator(folder))
    if (entry.path().filename().string().ends_with(ending)) out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

// One of its slices is missing: they fill the hole, we do not.
bool is_refused(const fs::path &truth) {
  return truth.parent_path().filename() == "sliceincrement";
}

TEST(ground_truth, pictures_lie_where_others_put_them) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  const auto expected = truths(*data / "dicom/dicom2nifti");
  EXPECT_EQ(expected.size(), 16U);
  for (const fs::path &truth : expected) {
    const std::string name = truth.filename().string();
    SCOPED_TRACE(truth.string());
    Request request;
    request.inputs = {truth.parent_path() / name.substr(0, name.size() - ending.size())};
    const support::TemporaryFolder output;
    const Outcome outcome = convert_flat(request, output.path());
    const auto files = support::converted_files(output.path());
    if (is_refused(truth)) {
      EXPECT_TRUE(files.empty());
      ASSERT_EQ(outcome.series.size(), 1U);
      EXPECT_EQ(outcome.series.front().code(), "VOLUME-MISSING-SLICES");
      continue;
    }
    ASSERT_EQ(files.size(), 1U);
    for (const auto &difference : support::differences(support::read_converted(files.front()),
                                                       support::read_converted(truth), false))
      // Their gradients are compared by those who know the vendor's frame.
      EXPECT_TRUE(difference.what.starts_with("b") || difference.what == "gradients")
          << difference.what << ": " << difference.how;
  }
}

} // namespace
} // namespace curate::conversion
