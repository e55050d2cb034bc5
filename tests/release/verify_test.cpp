// What a recipient knows, from release to release: keys, versions, lists of withdrawals.

#include <cstdlib>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/clock.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/verification/known_releases.hpp>
#include <thread>

#include "tests/release/made.hpp"
#include "tests/support/folders.hpp"

namespace curate::release {
namespace {

using verification::Demand;
using verification::Trust;
using verification::Verification;
using Codes = std::vector<std::string>;

/// A recipient who has the made release, as a folder, and a file of keys seen before.
class Recipient : public testing::Test {
protected:
  Recipient() : made_(write_made(release(), {})) {
    request_.release = release();
    request_.known_releases = known();
  }

  fs::path release() const { return folder_.path() / "made"; }
  fs::path known() const { return folder_.path() / "known.json"; }

  Verification verify() const { return verification::verify(request_); }

  /// Another release of the same data set: what a maker could do, or somebody else.
  void release_again(verification::Version version, const integrity::SigningKey &key) {
    auto description = made_description();
    description.version = version;
    std::vector<ReleaseFile> files;
    for (const auto &[path, text] : support::made_release_files())
      if (path != "CHANGES" && path != "CITATION.cff") files.push_back({path, {}, text, {}});
    fs::remove_all(release());
    write_release(files, description, key, {release(), "made", {}, 0, 1, {}, {}});
  }

  verification::Revocation list(std::uint32_t number) const {
    return {
        made_.dataset_name, made_.dataset_id, number, base::Clock::now_iso8601().substr(0, 10), {},
        made_.signing_key};
  }
  verification::RevokedRelease without(const std::string &label, Demand demand) const {
    return {made_.version,
            made_.manifest_sha256,
            {{verification::revocation_token(made_.nonce, label), demand}}};
  }
  void give(const verification::Revocation &revocation, const char *name,
            const integrity::SigningKey &key = support::made_key()) {
    const std::string text = verification::text_of(revocation);
    const fs::path file = folder_.path() / name;
    base::write_file(file, text, base::Overwrite::yes);
    base::write_file(file.string() + ".minisig", integrity::minisign_text(key, text, "x"),
                     base::Overwrite::yes);
    request_.revocations.push_back(file);
  }
  /// All codes of what was found.
  static Codes all_codes(const Verification &verification) {
    Codes codes;
    for (const auto &finding : verification.findings)
      codes.push_back(finding.code);
    return codes;
  }

  support::TemporaryFolder folder_;
  verification::Description made_;
  verification::Request request_;
};

TEST_F(Recipient, pins_the_first_key_with_a_warning_and_trusts_it_then) {
  const auto first = verify();
  EXPECT_EQ(codes_of(first), Codes{"VERIFY-KEY-FIRST-SEEN"});
  EXPECT_EQ(first.trust, Trust::first_seen);
  EXPECT_TRUE(first.is_whole && first.is_genuine);
  const auto second = verify();
  EXPECT_EQ(codes_of(second), Codes());
  EXPECT_EQ(second.trust, Trust::pinned);
}

TEST_F(Recipient, tells_of_a_key_that_changed) {
  verify();
  auto thief = integrity::make_signing_key();
  for (const bool has_its_id : {false, true}) {
    if (has_its_id) thief.id = support::made_key().id;
    release_again({1, 0, 1}, thief);
    const auto verification = verify();
    EXPECT_EQ(codes_of(verification), (Codes{"VERIFY-KEY-CHANGED", "VERIFY-SIGNATURE"}));
    EXPECT_FALSE(verification.is_genuine || verification.is_whole);
  }
  release_again({1, 0, 1}, support::made_key());
  EXPECT_EQ(codes_of(verify()), Codes()) << "the thief's key was not kept";
}

TEST_F(Recipient, tells_of_an_older_version) {
  release_again({1, 10, 0}, support::made_key());
  verify();
  release_again({1, 9, 0}, support::made_key());
  const auto verification = verify();
  EXPECT_EQ(codes_of(verification), Codes{"VERIFY-OLDER-VERSION"});
  EXPECT_TRUE(verification.is_whole);
  EXPECT_EQ(verification::KnownReleases(known()).find(made_.dataset_id)->newest,
            (verification::Version{1, 10, 0}));
}

TEST_F(Recipient, does_not_keep_the_key_of_what_is_not_whole) {
  base::write_file(release() / "README", "other", base::Overwrite::yes);
  EXPECT_EQ(codes_of(verify()), (Codes{"VERIFY-FILE-CHANGED", "VERIFY-KEY-FIRST-SEEN"}));
  EXPECT_FALSE(fs::exists(known()));
}

TEST_F(Recipient, holds_it_to_the_key_that_was_given) {
  request_.key = integrity::verifying_key_of(integrity::make_signing_key());
  EXPECT_EQ(codes_of(verify()), Codes{"VERIFY-SIGNATURE"});
  request_.key = integrity::verifying_key_of(support::made_key());
  EXPECT_EQ(codes_of(verify()), Codes());
}

TEST_F(Recipient, goes_on_where_keys_cannot_be_kept_but_not_with_a_damaged_file) {
  base::write_file(folder_.path() / "file", "", base::Overwrite::no);
  request_.known_releases = folder_.path() / "file" / "known.json";
  const auto verification = verify();
  EXPECT_EQ(codes_of(verification), (Codes{"VERIFY-KEY-FIRST-SEEN", "VERIFY-KEY-NOT-KEPT"}));
  EXPECT_TRUE(verification.is_whole);
  base::write_file(known(), "{}", base::Overwrite::yes);
  request_.known_releases = known();
  EXPECT_THROW(verify(), InputError);
}

TEST_F(Recipient, is_told_that_a_list_is_absent_or_old) {
  request_.key = integrity::verifying_key_of(support::made_key());
  EXPECT_EQ(all_codes(verify()), Codes{"VERIFY-REVOCATIONS-ABSENT"});
  auto revocation = list(1);
  revocation.date = "2020-02-29";
  give(revocation, "old.json");
  EXPECT_EQ(all_codes(verify()), Codes{"VERIFY-REVOCATIONS-OLD"});
  give(list(2), "new.json");
  EXPECT_EQ(verify().newest_list, 2U);
}

TEST_F(Recipient, is_told_whom_a_list_names) {
  request_.key = integrity::verifying_key_of(support::made_key());
  auto revocation = list(3);
  revocation.releases = {without("b2", Demand::pass_on_no_more), without("zz", Demand::remove)};
  give(revocation, "list.json");
  const auto verification = verify();
  ASSERT_EQ(verification.revoked.size(), 1U);
  EXPECT_EQ(verification.revoked[0].label, "b2");
  EXPECT_EQ(verification.revoked[0].demand, Demand::pass_on_no_more);
  EXPECT_EQ(all_codes(verification), Codes{"VERIFY-REVOKED"});
  EXPECT_TRUE(verification.is_whole) << "nobody changed it";
  // The harder demand of two lists holds.
  revocation.number = 4;
  revocation.releases = {without("b2", Demand::remove)};
  give(revocation, "newer.json");
  EXPECT_EQ(verify().revoked.at(0).demand, Demand::remove);
}

TEST_F(Recipient, is_not_led_astray_by_lists_of_others) {
  request_.key = integrity::verifying_key_of(support::made_key());
  auto revocation = list(1);
  revocation.releases = {without("a1", Demand::remove)};
  give(revocation, "forged.json", integrity::make_signing_key());
  EXPECT_EQ(all_codes(verify()), Codes{"VERIFY-REVOCATIONS"});
  request_.revocations.clear();
  revocation.dataset_id = "ffffffffffffffff";
  give(revocation, "other.json");
  EXPECT_EQ(all_codes(verify()), Codes{"VERIFY-REVOCATIONS-OTHER"});
  request_.revocations.clear();
  // Tokens made with another nonce, and tokens of another release, name nobody here.
  revocation = list(2);
  revocation.releases = {without("a1", Demand::remove)};
  revocation.releases[0].subjects[0].token =
      verification::revocation_token(std::string(64, 'f'), "a1");
  give(revocation, "nonce.json");
  revocation = list(3);
  revocation.releases = {without("a1", Demand::remove)};
  revocation.releases[0].manifest_sha256 = std::string(64, '0');
  give(revocation, "release.json");
  const auto verification = verify();
  EXPECT_EQ(all_codes(verification), Codes());
  EXPECT_TRUE(verification.revoked.empty());
  fs::remove(folder_.path() / "release.json.minisig");
  EXPECT_EQ(all_codes(verify()), Codes{"VERIFY-REVOCATIONS"});
}

TEST(known_releases, loses_nothing_when_several_write_at_once) {
  const support::TemporaryFolder folder;
  const fs::path file = folder.path() / "config" / "known.json";
  const std::string key = integrity::text_of(integrity::verifying_key_of(support::made_key()));
  const auto remember = [&](int i) {
    verification::KnownReleases(file).remember(std::to_string(1'000'000'000'000'000 + i),
                                               {"made", key, {1, 0, 0}});
  };
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread)
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 10; ++i)
          remember(10 * thread + i);
      });
  }
  const verification::KnownReleases known(file);
  for (int i = 0; i < 40; ++i)
    EXPECT_TRUE(known.find(std::to_string(1'000'000'000'000'000 + i))) << i;
}

TEST(known_releases, has_its_place_below_the_home) {
  ::setenv("XDG_CONFIG_HOME", "/c", 1);
  EXPECT_EQ(verification::KnownReleases::default_file(), "/c/curate/known-releases.json");
  ::setenv("XDG_CONFIG_HOME", "relative", 1);
  ::setenv("HOME", "/h", 1);
  EXPECT_EQ(verification::KnownReleases::default_file(), "/h/.config/curate/known-releases.json");
  ::unsetenv("HOME");
  EXPECT_FALSE(verification::KnownReleases::default_file());
}

} // namespace
} // namespace curate::release
