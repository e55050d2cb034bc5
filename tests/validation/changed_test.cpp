#include "tests/validation/made_dataset.hpp"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/integrity/digest.hpp>

namespace curate::validation_test {
namespace {

using testing::Contains;
using testing::IsEmpty;
using Set = const MadeDataset &;
const std::string t1w = MadeDataset::t1w(), bold = MadeDataset::bold(), dwi = MadeDataset::dwi();

TEST(validate_changed, looks_only_into_what_changed) {
  const MadeDataset set;
  set.write(t1w + ".json", R"({"EchoTime": "3 ms"})");
  set.write(bold + ".json", R"({"RepetitionTime": "2 s"})");
  const support::TemporaryFolder other;
  const auto digest = integrity::hex(integrity::sha256(set.read(t1w + ".json")));
  base::write_file(other.path() / "list", digest + "  ./" + t1w + ".json\n", base::Overwrite::no);
  validation::Request request;
  request.dataset = set.root();
  request.changed_since = other.path() / "list";
  const auto outcome = validation::validate(request);
  EXPECT_EQ(outcome.counted.at("BIDS-FIELD-KIND"), 1U);
}

/// What is found in a dataset that changes after the list of its digests was made.
std::set<std::string> found_after(const std::function<void(const MadeDataset &)> &change) {
  const MadeDataset set;
  const support::TemporaryFolder other;
  std::string list;
  for (const auto &entry : fs::recursive_directory_iterator(set.root()))
    if (fs::is_regular_file(entry.path())) {
      const std::string path = fs::relative(entry.path(), set.root()).string();
      list += integrity::hex(integrity::sha256(set.read(path))) + "  ./" + path + "\n";
    }
  base::write_file(other.path() / "list", list, base::Overwrite::no);
  change(set);
  validation::Request request;
  request.dataset = set.root();
  request.changed_since = other.path() / "list";
  std::set<std::string> found;
  for (const auto &finding : validation::validate(request).findings)
    found.insert(finding.code + " " + finding.file);
  return found;
}

TEST(validate_changed, looks_into_what_hung_on_files_that_are_gone) {
  EXPECT_THAT(found_after([](Set) {}), IsEmpty());
  const auto without = [](const std::string &file) {
    return found_after([&](Set set) { set.remove(file); });
  };
  EXPECT_THAT(without(bold + ".json"), Contains("BIDS-FIELD-MISSING " + bold + ".nii.gz"));
  EXPECT_THAT(without(dwi + ".bvec"), Contains("BIDS-GRADIENTS-MISSING " + dwi + ".nii.gz"));
  EXPECT_THAT(without(t1w + ".nii.gz"),
              testing::AllOf(Contains("TABLE-SCAN-UNKNOWN sub-1/ses-1/sub-1_ses-1_scans.tsv"),
                             Contains("BIDS-SIDECAR-ORPHAN " + t1w + ".json")));
  EXPECT_THAT(without("dataset_description.json"),
              Contains("BIDS-DESCRIPTION-MISSING dataset_description.json"));
  EXPECT_THAT(without("README"), Contains("BIDS-README-MISSING README"));
  EXPECT_THAT(found_after([](Set set) { fs::remove_all(set.root() / "sub-1"); }),
              Contains("TABLE-KEY-UNKNOWN participants.tsv"));
  EXPECT_THAT(found_after([](Set set) {
                fs::remove_all(set.root() / "sub-1/ses-1");
                fs::remove(set.root() / "sub-1/sub-1_sessions.tsv");
              }),
              Contains("BIDS-SUBJECT-EMPTY sub-1"));
}

TEST(validate_changed, looks_into_tables_that_should_list_what_is_new) {
  EXPECT_THAT(found_after([](Set set) {
                set.write("sub-1/ses-1/anat/sub-1_ses-1_T2w.nii.gz", packed(image_bytes({})));
              }),
              Contains("TABLE-SCAN-MISSING sub-1/ses-1/sub-1_ses-1_scans.tsv"));
  EXPECT_THAT(found_after([](Set set) {
                set.write("sub-2/anat/sub-2_T1w.nii.gz", packed(image_bytes({})));
              }),
              Contains("TABLE-KEY-MISSING participants.tsv"));
}

} // namespace
} // namespace curate::validation_test
