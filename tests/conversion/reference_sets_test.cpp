// Holds the flat layout to what the maintainers of dcm2niix' test sets expect (or, where they give
// no pictures, to what dcm2niix v1.0.20241231 made of them): voxels, affine, gradients and the
// fields of the sidecars. What differs is listed, with why, in
// docs/conversion.md.
#include <gtest/gtest.h>
#include <libcurate/conversion/convert_flat.hpp>
#include <set>

#include "tests/support/compare_pictures.hpp"
#include "tests/support/folders.hpp"

namespace curate::conversion {
namespace {

/// A set of the shared data, and the fields that are known to differ.
struct ReferenceSet {
  const char *name, *expected;
  std::size_t picture_count;
  std::set<std::string> differing{};
};

std::string name_of_set(const ::testing::TestParamInfo<ReferenceSet> &set) {
  return std::string(set.param.name) + "_" + set.param.expected;
}

class ReferenceSets : public ::testing::TestWithParam<ReferenceSet> {};

TEST_P(ReferenceSets, are_equal_field_by_field) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  const ReferenceSet &set = GetParam();
  const fs::path folder = *data / "dicom" / set.name;
  const support::TemporaryFolder output;
  Request request;
  request.inputs = {folder / "In"};
  convert_flat(request, output.path());
  const auto compared = support::compare_folders(output.path(), folder / set.expected);
  EXPECT_EQ(compared.pairs.size(), set.picture_count);
  EXPECT_TRUE(compared.without_partner.empty());
  std::set<std::string> seen;
  for (const auto &pair : compared.pairs) {
    EXPECT_NE(pair.ours, "") << pair.reference << " was not produced";
    for (const auto &difference : pair.differences) {
      seen.insert(difference.what);
      EXPECT_TRUE(set.differing.contains(difference.what))
          << pair.reference << ": " << difference.what << ": " << difference.how;
    }
  }
  EXPECT_EQ(seen, set.differing);
}

// SliceTiming: the reference rounds times of day. EchoNumber: it numbers a map of B0, which is made
// of both echoes, as the second.
INSTANTIATE_TEST_SUITE_P(
    dcm_qa, ReferenceSets,
    ::testing::Values(ReferenceSet{"dcm_qa_agfa", "oracle", 2},
                      ReferenceSet{"dcm_qa_xa30", "reference", 9},
                      ReferenceSet{"dcm_qa_xa30", "oracle", 9},
                      ReferenceSet{"dcm_qa_enh", "reference", 3, {"EchoNumber"}},
                      ReferenceSet{"dcm_qa_uih", "reference", 1, {"SliceTiming"}},
                      ReferenceSet{"dcm_qa_cs_dl", "reference", 4},
                      ReferenceSet{"dcm_qa_me", "reference", 5, {"SliceTiming"}},
                      ReferenceSet{"dcm_qa_nih", "reference", 8}),
    name_of_set);

} // namespace
} // namespace curate::conversion
