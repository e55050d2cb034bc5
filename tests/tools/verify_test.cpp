#include "tests/tools/run_curate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/json/read.hpp>

#include "tests/release/made.hpp"
#include "tests/support/folders.hpp"

// The command `curate verify`.

namespace curate::tools_test {
namespace {

using testing::HasSubstr;

const std::string key = integrity::text_of(integrity::verifying_key_of(support::made_key()));

TEST(verify, tells_a_scientist_on_a_page) {
  const support::TemporaryFolder folder;
  const std::string release = (folder.path() / "made.zip").string();
  release::write_made(release, archive::PackFormat::zip);
  const auto ran = curate({"verify", release, "--key", key, "--no-pin"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  for (const char *part : {"made 1.0.0", "Whole      yes", "Genuine    yes", "Permitted  not known",
                           "You must\n    - name those who made them", "To cite it"})
    EXPECT_THAT(ran.out, HasSubstr(part));
  EXPECT_EQ(curate({"verify", release, "--key", key, "--no-pin", "--fail-on", "warning"}).status,
            3);
}

TEST(verify, gives_one_object_of_json) {
  const support::TemporaryFolder folder;
  const fs::path release = folder.path() / "made";
  release::write_made(release, {});
  fs::remove(release / "README");
  const std::string known = (folder.path() / "known.json").string();
  const auto ran = curate({"verify", release.string(), "--known", known, "--json"});
  EXPECT_EQ(ran.status, 3);
  const auto value = json::parse(ran.out);
  ASSERT_TRUE(value) << ran.out;
  EXPECT_EQ((*value)["dataset"], "made");
  EXPECT_EQ((*value)["version"], "1.0.0");
  EXPECT_EQ((*value)["whole"], false);
  EXPECT_EQ((*value)["genuine"], true);
  EXPECT_EQ((*value)["trust"], "first_seen");
  EXPECT_EQ((*value)["license"], "CC-BY-4.0");
  EXPECT_EQ((*value)["files"], 17);
  EXPECT_EQ((*value)["findings"][0]["code"], "VERIFY-FILE-MISSING");
  EXPECT_EQ((*value)["findings"][0]["file"], "README");
  EXPECT_FALSE(fs::exists(known)) << "what is not whole is not remembered";
}

TEST(verify, writes_a_certificate_and_reads_a_key_file) {
  const support::TemporaryFolder folder;
  const auto at = [&](const char *name) { return (folder.path() / name).string(); };
  release::write_made(at("made"), {});
  base::write_file(at("key.pub"), integrity::public_key_text(support::made_key()),
                   base::Overwrite::no);
  EXPECT_EQ(curate({"verify", at("made"), "--key", at("key.pub"), "--no-pin", "--certificate",
                    at("page.html")})
                .status,
            0);
  EXPECT_THAT(base::read_file(at("page.html")), HasSubstr("Certificate of verification"));
  EXPECT_EQ(curate({"verify", at("made"), "--key", at("page.html")}).status, 2);
  EXPECT_EQ(curate({"verify", at("absent")}).status, 2);
  EXPECT_EQ(curate({"verify", at("made"), "--no-pin", "--known", "x"}).status, 2);
  EXPECT_EQ(curate({"verify", at("page.html"), "--no-pin"}).status, 3) << "no archive";
}

TEST(verify, purges_a_folder_and_no_archive) {
  const support::TemporaryFolder folder;
  const auto at = [&](const char *name) { return (folder.path() / name).string(); };
  const auto made = release::write_made(at("made"), {});
  release::write_made(at("made.tar"), archive::PackFormat::tar);
  const verification::Revocation list{
      made.dataset_name,
      made.dataset_id,
      7,
      "2026-03-01",
      {{made.version,
        made.manifest_sha256,
        {{verification::revocation_token(made.nonce, "b2"), verification::Demand::remove}}}},
      made.signing_key};
  base::write_file(at("list"), verification::text_of(list), base::Overwrite::no);
  base::write_file(
      at("list.minisig"),
      integrity::minisign_text(support::made_key(), verification::text_of(list), "withdrawals"),
      base::Overwrite::no);
  const auto verify = [&](const char *release, const std::vector<std::string> &more) {
    std::vector<std::string> words{"verify",   at(release),     "--key",   key,
                                   "--no-pin", "--revocations", at("list")};
    words.insert(words.end(), more.begin(), more.end());
    return curate(words);
  };
  EXPECT_EQ(verify("made.tar", {"--purge"}).status, 2);
  EXPECT_EQ(verify("made.tar", {}).status, 3);
  const auto ran = verify("made", {"--purge", "--json"});
  EXPECT_EQ(ran.status, 0) << ran.out;
  const auto value = *json::parse(ran.out);
  EXPECT_EQ(value["purged"][0]["removed_files"], 2);
  EXPECT_EQ(value["purged"][0]["receipt"], fs::canonical(at("made.receipt-7.json")).string());
  EXPECT_EQ(value["permitted"], true);
  const auto again = verify("made", {"--purge"});
  EXPECT_EQ(again.status, 0);
  EXPECT_THAT(again.out, HasSubstr("but for people who were taken out"));
  EXPECT_THAT(again.out, HasSubstr("2 people (3 people, 3 sessions when it was released)"));
}

} // namespace
} // namespace curate::tools_test
