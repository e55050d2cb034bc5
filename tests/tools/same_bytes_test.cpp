#include "tests/tools/sample.hpp"

// The same input and key give the same bytes, with any number of jobs; inputs are never changed.

namespace curate::tools_test {
namespace {

using testing::IsEmpty;

TEST(same_bytes, with_one_job_and_with_eight) {
  const Tree before = tree_of(Sample::get().dicom());
  const support::TemporaryFolder folder;
  const fs::path one = new_study(folder.path() / "one");
  const fs::path eight = copy_of(one, folder.path() / "eight");
  const Ran first = convert(Sample::get().dicom(), one, {"--jobs", "1"});
  const Ran second = convert(Sample::get().dicom(), eight, {"--jobs", "8"});
  EXPECT_EQ(first.status, 0) << first.err << first.out;
  EXPECT_EQ(first.out, second.out);
  const Tree dataset = tree_of(one / "dataset");
  EXPECT_GT(ending_with(dataset, ".nii.gz").size(), 20U);
  EXPECT_THAT(differences(dataset, tree_of(eight / "dataset")), IsEmpty());
  EXPECT_THAT(differences(before, tree_of(Sample::get().dicom())), IsEmpty());
}

TEST(same_bytes, in_flat_pictures_too) {
  const Tree before = tree_of(Sample::get().dicom());
  const support::TemporaryFolder folder;
  const Ran first = convert_flat(Sample::get().dicom(), folder.path() / "one", {"--jobs", "1"});
  const Ran second = convert_flat(Sample::get().dicom(), folder.path() / "eight", {"--jobs", "8"});
  EXPECT_EQ(first.status, 0) << first.err << first.out;
  EXPECT_EQ(first.out, second.out);
  const Tree pictures = tree_of(folder.path() / "one");
  EXPECT_GT(ending_with(pictures, ".nii.gz").size(), 20U);
  EXPECT_THAT(differences(pictures, tree_of(folder.path() / "eight")), IsEmpty());
  EXPECT_THAT(differences(before, tree_of(Sample::get().dicom())), IsEmpty());
}

TEST(same_bytes, whatever_the_order_of_the_inputs) {
  const support::TemporaryFolder folder;
  const fs::path one = new_study(folder.path() / "one");
  const fs::path other = copy_of(one, folder.path() / "other");
  const std::string a = Sample::get().siemens_visit(1).string();
  const std::string b = Sample::get().siemens_visit(2).string();
  EXPECT_EQ(curate({"convert", a, b, "--study", one.string()}).status, 0);
  EXPECT_EQ(curate({"convert", b, a, "--study", other.string()}).status, 0);
  const Tree dataset = tree_of(one / "dataset");
  EXPECT_FALSE(dataset.empty());
  EXPECT_THAT(differences(dataset, tree_of(other / "dataset")), IsEmpty());
}

} // namespace
} // namespace curate::tools_test
