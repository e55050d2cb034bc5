#include <gtest/gtest.h>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/verification/description.hpp>
#include <libcurate/verification/revocation.hpp>

namespace curate::verification {
namespace {

const std::string nonce(64, 'a'), digest(64, 'd');

Description example() {
  Description description;
  description.dataset_name = "ms-demo";
  description.dataset_id = "0123456789abcdef";
  description.version = {1, 20, 3};
  description.date = "2026-03-01";
  description.license_id = "CC-BY-4.0";
  description.license_name = "Creative Commons Attribution 4.0 International";
  description.access = "registered";
  description.recipient = "a hospital";
  description.subjects = 5;
  description.left_out = {{"consent", 1}};
  description.selection = {"age >= 18", {"edss"}, {}};
  description.gates = {{"consent", true}, {"faces", false}};
  description.made_by = {{"curate", "0.1.0"}};
  description.nonce = nonce;
  description.previous = Previous{{1, 20, 2}, digest};
  description.manifest_sha256 = digest;
  description.lines_sha256 = nonce;
  description.signing_key =
      integrity::text_of(integrity::verifying_key_of(integrity::make_signing_key()));
  description.datacite["publisher"] = "x";
  return description;
}

TEST(description, comes_back_as_it_was) {
  const auto description = example();
  const auto again = read_description(text_of(description));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, description);
}

TEST(description, says_what_is_wrong) {
  for (const std::string text : {"", "{}", "[1", "{\"schema_version\": 2}"})
    EXPECT_EQ(read_description(text).error().code, "RELEASE-DESCRIPTION") << text;
}

TEST(version, is_three_numbers) {
  EXPECT_EQ(version_of("1.2.3"), (Version{1, 2, 3}));
  EXPECT_EQ(text_of(Version{10, 0, 7}), "10.0.7");
  EXPECT_LT((Version{1, 9, 0}), (Version{1, 10, 0}));
  for (const char *text : {"", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.-3", "v1.2.3", "1.2.3-rc1",
                           "1..3", "4294967296.0.0", "1.2.3 "})
    EXPECT_FALSE(version_of(text)) << text;
}

TEST(revocation_token, is_the_digest_of_nonce_and_label) {
  const std::string bytes(32, '\xaa');
  EXPECT_EQ(revocation_token(nonce, "01"), integrity::hex(integrity::sha256(bytes + "01")));
}

TEST(revocation, comes_back_when_the_key_signed_it) {
  const auto key = integrity::make_signing_key();
  const Revocation revocation{"ms-demo",
                              "0123456789abcdef",
                              3,
                              "2026-03-02",
                              {{{1, 0, 0}, digest, {{nonce, Demand::pass_on_no_more}}},
                               {{1, 2, 0}, digest, {{digest, Demand::remove}}}},
                              integrity::text_of(integrity::verifying_key_of(key))};
  const std::string text = text_of(revocation);
  const std::string signature = integrity::minisign_text(key, text, "revocations 3");
  const auto again = read_revocation(text, signature, integrity::verifying_key_of(key));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, revocation);
  const auto other = integrity::verifying_key_of(integrity::make_signing_key());
  EXPECT_EQ(read_revocation(text, signature, other).error().code, "SIGNATURE-OTHER-KEY");
  EXPECT_EQ(read_revocation(text + " ", signature, integrity::verifying_key_of(key)).error().code,
            "SIGNATURE-WRONG");
  EXPECT_EQ(read_revocation("{}", integrity::minisign_text(key, "{}", ""),
                            integrity::verifying_key_of(key))
                .error()
                .code,
            "REVOCATION-FORM");
}

} // namespace
} // namespace curate::verification
