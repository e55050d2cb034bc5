#include <gtest/gtest.h>
#include <libcurate/defacing/sidecar.hpp>
#include <libcurate/json/read.hpp>

#include "tests/defacing/made_picture.hpp"

namespace curate::defacing {
namespace {

const std::vector<std::string> verified{"FACE-REMOVED", "FACE-NOT-FOUND-AGAIN"};

TEST(sidecar, says_what_was_done_and_keeps_the_rest) {
  const auto text = marked(R"({"EchoTime": 0.00252, "DeidentificationMethodCodeSequence":
    [{"CodeValue": "113100"}]})",
                           "abc", verified);
  ASSERT_TRUE(text);
  const auto value = json::parse(*text);
  ASSERT_TRUE(value);
  EXPECT_EQ((*value)["EchoTime"], 0.00252);
  EXPECT_EQ((*value)["Defaced"], true);
  EXPECT_EQ((*value)["DefacedPictureSHA256"], "abc");
  EXPECT_EQ((*value)["DefacingVerdict"].size(), 2U);
  EXPECT_EQ((*value)["DeidentificationMethodCodeSequence"][1]["CodeValue"], "113102");
  EXPECT_EQ(marked(*text, "abc", verified), *text); // nothing is added twice
  const Claim claim = claim_of(*text);
  EXPECT_TRUE(claim.is_defaced);
  EXPECT_EQ(claim.digest, "abc");
}

TEST(sidecar, is_not_believed_whoever_wrote_it) {
  for (const char *text :
       {"", "[1]", "{", R"({"Defaced": true})", R"({"Defaced": true, "DefacingMethod": "another"})",
        R"({"Defaced": "true", "DefacingMethod": "curate 1"})",
        R"({"Defaced": 1, "DefacingMethod": {"a": 1}})"})
    EXPECT_FALSE(claim_of(text).is_defaced) << text;
  for (const char *text : {"[1]", "{", "\"x\""})
    EXPECT_EQ(marked(text, "", {}).error().code, "DEFACE-SIDECAR") << text;
  const auto unverified =
      marked(R"({"DeidentificationMethodCodeSequence": []})", "", {"FACE-AS-SESSION"});
  ASSERT_TRUE(unverified);
  EXPECT_EQ(unverified->find("113102"), std::string::npos);
  const auto own = marked("", "d", {"FACE-REMOVED", "FACE-AS-SESSION"});
  ASSERT_TRUE(own);
  EXPECT_EQ(json::parse(*own)->size(), 4U);
}

TEST(sidecar, lies_beside_its_picture) {
  EXPECT_EQ(sidecar_of("/d/a.b_T1w.nii.gz"), fs::path("/d/a.b_T1w.json"));
  EXPECT_EQ(sidecar_of("/d/a_T1w.NII"), fs::path("/d/a_T1w.json"));
}

TEST(digest_of, changes_with_a_voxel_and_with_the_place) {
  auto picture = *nifti::parse(made_bytes({1, 2, 3, 4, 5, 6, 7, 8}, {{2, 2, 2}, made_grid()}));
  const std::string before = digest_of(picture);
  EXPECT_EQ(before, digest_of(picture));
  picture.voxels.bytes[0] ^= std::byte{1};
  EXPECT_NE(before, digest_of(picture));
  picture.voxels.bytes[0] ^= std::byte{1};
  picture.header[280] ^= std::byte{1};
  EXPECT_NE(before, digest_of(picture));
}

} // namespace
} // namespace curate::defacing
