#include "tests/support/search.hpp"
#include "tests/tools/sample.hpp"

// Nothing that identifies anybody leaves the headers: not into the dataset, not into messages.

namespace curate::tools_test {
namespace {

using testing::IsEmpty;

/// "file offset spelling value" of every planted value in a tree.
std::vector<std::string> found_in_tree(const fs::path &tree) {
  const auto &values = Sample::get().planted();
  std::vector<std::string> found;
  for (const auto &hit : support::search_tree(tree, values))
    found.push_back(hit.file + " " + std::to_string(hit.offset) + " " + hit.spelling + " " +
                    values[hit.value]);
  return found;
}

std::vector<std::string> found_in_text(const std::string &text) {
  const auto &values = Sample::get().planted();
  std::vector<std::string> found;
  for (const auto &hit : support::search_bytes(text, values))
    found.push_back(hit.spelling + " " + values[hit.value]);
  return found;
}

void expect_silence(const std::vector<std::string> &words) {
  const Ran ran = curate(words);
  const std::string line = testing::PrintToString(words);
  EXPECT_TRUE(ran.status == 0 || ran.status == 3) << line << ran.err;
  EXPECT_FALSE(ran.out.empty()) << line;
  EXPECT_THAT(found_in_text(ran.out), IsEmpty()) << line;
  EXPECT_THAT(found_in_text(ran.err), IsEmpty()) << line;
}

TEST(privacy, the_planted_values_can_be_found_in_the_input) {
  ASSERT_GT(Sample::get().planted().size(), 50U);
  EXPECT_GT(found_in_tree(Sample::get().siemens_visit(1)).size(), 50U);
}

TEST(privacy, no_planted_value_leaves_into_a_study) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const std::string dicom = Sample::get().dicom().string();
  const std::vector<std::string> words{"convert", dicom, "--study", study.string(), "--jobs", "2"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), words.begin(), words.end());
    return more;
  };
  expect_silence(with({"--dry-run", "--verbose"}));
  expect_silence({"inspect", dicom, "--verbose"});
  expect_silence({"inspect", dicom, "--json", "--study", study.string()});
  expect_silence(with({"--verbose", "--keep-unnamed"}));
  expect_silence(with({"--json", "--verbose"}));
  const Tree tree = tree_of(study);
  EXPECT_GT(ending_with(tree, ".nii.gz").size(), 20U);
  EXPECT_TRUE(tree.contains("private/plans/plan.tsv"));
  EXPECT_TRUE(tree.contains("private/registry.sqlite"));
  EXPECT_THAT(found_in_tree(study), IsEmpty());
}

TEST(privacy, no_planted_value_leaves_into_flat_pictures) {
  const support::TemporaryFolder folder;
  const std::string dicom = Sample::get().dicom().string();
  const fs::path out = folder.path() / "out";
  expect_silence({"convert", dicom, "--layout", "flat", "-o", out.string(), "--verbose"});
  expect_silence({"convert", dicom, "--layout", "flat", "-o", out.string(), "--json"});
  EXPECT_GT(ending_with(tree_of(out), ".nii.gz").size(), 20U);
  EXPECT_THAT(found_in_tree(out), IsEmpty());
}

} // namespace
} // namespace curate::tools_test
