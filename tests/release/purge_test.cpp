// People taken out of a recipient's copy: nothing of them is left, the rest proves itself, and a
// purge that is killed ends with the same bytes.

#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/clock.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/verification/purge.hpp>
#include <libcurate/verification/purge_journal.hpp>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/release/made.hpp"
#include "tests/support/folders.hpp"

namespace curate::release {
namespace {

using verification::Demand;
using Codes = std::vector<std::string>;
using Files = std::map<std::string, std::string>;

Files files_of(const fs::path &folder) {
  Files files;
  for (const auto &entry : fs::recursive_directory_iterator(folder))
    files[fs::relative(entry.path(), folder).string()] =
        fs::is_regular_file(entry.path()) ? base::read_file(entry.path()) : "a folder";
  return files;
}

/// A recipient's copy in which people are named in every way, and the lists that come to it.
class Copy : public testing::Test {
protected:
  Copy() {
    ::setenv("SOURCE_DATE_EPOCH", "1772366400", 1);
    fs::create_directories(folder_.path() / "a");
    std::vector<ReleaseFile> files;
    for (const auto &[path, text] : support::made_release_files())
      files.push_back({path, {}, text, {}});
    files.push_back({"sub-b2/ses-1/fmap/sub-b2_ses-1_epi.json",
                     {},
                     "{\"IntendedFor\": [\"bids::sub-a1/ses-1/anat/x.nii.gz\", "
                     "\"bids::sub-b2/ses-1/anat/x.nii.gz\"]}\n",
                     {}});
    files.push_back({"derivatives/mean/sub-a1_report.html", {}, "<p>sub-a1</p>", {}});
    files.push_back({"derivatives/mean/descriptions.json",
                     {},
                     "{\"sub-a1\": {\"n\": 1}, \"sub-b2\": {\"n\": 2}}\n",
                     {}});
    files.push_back({"phenotype/quoted.csv", {}, "id,note\nsub-a1,\"x,\ny\"\nsub-b2,\"z\"\n", {}});
    const Writing writing{release(), "made-1.0.0", {}, 1'772'366'400, 1, {}, {}};
    made_ = write_release(files, made_description(), support::made_key(), writing);
    request_.release = release();
    request_.key = integrity::verifying_key_of(support::made_key());
  }
  ~Copy() override { ::unsetenv("SOURCE_DATE_EPOCH"); }

  fs::path release() const { return folder_.path() / "a" / "made"; }
  fs::path journal() const { return release() / std::string(verification::purge_journal_file); }

  void give_list(std::uint32_t number, const std::vector<std::string> &labels) {
    verification::Revocation list{made_.dataset_name,
                                  made_.dataset_id,
                                  number,
                                  "2026-03-01",
                                  {{made_.version, made_.manifest_sha256, {}}},
                                  made_.signing_key};
    for (const auto &label : labels)
      list.releases[0].subjects.push_back(
          {verification::revocation_token(made_.nonce, label), Demand::remove});
    const std::string text = verification::text_of(list);
    const fs::path file = folder_.path() / ("list" + std::to_string(number));
    base::write_file(file, text, base::Overwrite::no);
    base::write_file(file.string() + ".minisig",
                     integrity::minisign_text(support::made_key(), text, "x"), base::Overwrite::no);
    request_.revocations = {file};
  }
  verification::Verification verify() const { return verification::verify(request_); }
  Result<verification::Purged> purge() const { return verification::purge(release(), verify(), 1); }
  /// Errors, and where.
  Codes errors() const {
    Codes codes;
    for (const auto &finding : verify().findings)
      if (finding.severity == Severity::error) codes.push_back(finding.code + " " + finding.file);
    return codes;
  }
  bool is_anywhere(const std::string &text) const {
    for (const auto &[path, content] : files_of(release().parent_path()))
      if (path.find(text) != path.npos || content.find(text) != content.npos) return true;
    return false;
  }

  support::TemporaryFolder folder_;
  verification::Description made_;
  verification::Request request_;
};

TEST_F(Copy, holds_nothing_of_who_was_taken_out_and_proves_the_rest) {
  give_list(4, {"a1"});
  EXPECT_EQ(errors(), Codes{"VERIFY-REVOKED sub-a1"});
  const Files before = files_of(release());
  const auto purged = purge();
  ASSERT_TRUE(purged) << purged.error().message;
  EXPECT_EQ(purged->removed_files, 3U);
  EXPECT_EQ(purged->rewritten_files, 5U);
  EXPECT_TRUE(purged->still_named.empty());
  EXPECT_FALSE(is_anywhere("sub-a1"));
  const auto verification = verify();
  EXPECT_TRUE(verification.is_whole && verification.is_genuine && verification.revoked.empty());
  EXPECT_EQ(codes_of(verification),
            (Codes{"VERIFY-REWRITTEN", "VERIFY-REWRITTEN", "VERIFY-REWRITTEN", "VERIFY-REWRITTEN",
                   "VERIFY-REWRITTEN", "VERIFY-PURGED"}));
  for (const auto &[path, text] : files_of(release()))
    if (before.contains(path) && path.ends_with(".nii.gz")) {
      EXPECT_EQ(text, before.at(path)) << path;
    }
  EXPECT_EQ(base::read_file(release() / "participants.tsv"),
            "participant_id\tage\nsub-b2\t42\nsub-c3\t53\n");
  EXPECT_EQ(base::read_file(release() / "phenotype" / "quoted.csv"), "id,note\nsub-b2,\"z\"\n");
}

TEST_F(Copy, leaves_a_receipt_that_names_nobody) {
  give_list(4, {"a1"});
  const auto purged = purge();
  ASSERT_TRUE(purged);
  EXPECT_EQ(purged->receipt.filename(), "made.receipt-4.json");
  const auto receipt = verification::read_receipt(base::read_file(purged->receipt));
  ASSERT_TRUE(receipt) << receipt.error().message;
  EXPECT_EQ(receipt->dataset_id, made_.dataset_id);
  EXPECT_EQ(receipt->version, made_.version);
  EXPECT_EQ(receipt->manifest_sha256, made_.manifest_sha256);
  EXPECT_EQ(receipt->revocations, 4U);
  EXPECT_EQ(receipt->date, "2026-03-01");
  EXPECT_EQ(receipt->tokens, Codes{verification::revocation_token(made_.nonce, "a1")});
  EXPECT_EQ(verification::read_receipt("{}").error().code, "RECEIPT-FORM");
}

TEST_F(Copy, is_purged_again_by_a_newer_list) {
  give_list(4, {"a1"});
  ASSERT_TRUE(purge());
  give_list(5, {"a1", "c3"});
  EXPECT_EQ(errors(), Codes{"VERIFY-REVOKED sub-c3"});
  const auto purged = purge();
  ASSERT_TRUE(purged) << purged.error().message;
  EXPECT_EQ(purged->people, 1U);
  EXPECT_EQ(errors(), Codes());
  EXPECT_TRUE(verify().is_whole);
  EXPECT_FALSE(is_anywhere("sub-c3"));
  const auto note = verification::read_purge_note(base::read_file(release() / "PURGED.json"));
  EXPECT_EQ(note->tokens.size(), 2U);
  EXPECT_EQ(note->revocations, 5U);
}

TEST_F(Copy, hides_no_other_change_behind_a_purge) {
  give_list(4, {"a1"});
  base::write_file(release() / "LICENSE", "CC-BY-4.0 and more", base::Overwrite::yes);
  base::write_file(release() / "participants.tsv", "participant_id\tage\nsub-a1\t31\nsub-b2\t99\n",
                   base::Overwrite::yes);
  ASSERT_TRUE(purge());
  EXPECT_FALSE(is_anywhere("sub-a1"));
  EXPECT_EQ(errors(),
            (Codes{"VERIFY-FILE-CHANGED LICENSE", "VERIFY-FILE-CHANGED participants.tsv"}));
  // Nor behind a note that claims more than it can.
  auto note = *verification::read_purge_note(base::read_file(release() / "PURGED.json"));
  for (const char *path : {"LICENSE", "participants.tsv"}) {
    note.rewritten = {path};
    base::write_file(release() / "PURGED.json", text_of(note), base::Overwrite::yes);
    EXPECT_EQ(errors().back().substr(0, 18), "VERIFY-PURGE-WRONG") << path;
  }
}

TEST_F(Copy, loses_what_its_holder_made_of_a_person_too) {
  give_list(4, {"a1"});
  base::write_file(release() / "derivatives" / "mine" / "sub-a1" / "x.json", "{}",
                   base::Overwrite::no);
  base::write_file(release() / "derivatives" / "mine" / "t.tsv", "participant_id\nsub-a1\nsub-b2\n",
                   base::Overwrite::no);
  base::write_file(release() / "derivatives" / "mine" / "notes.txt", "sub-a1 moved",
                   base::Overwrite::no);
  fs::create_directories(release() / "derivatives" / "mine" / "empty" / "sub-a1");
  const auto purged = purge();
  ASSERT_TRUE(purged);
  EXPECT_EQ(purged->still_named, Codes{"derivatives/mine/notes.txt"});
  EXPECT_FALSE(fs::exists(release() / "derivatives" / "mine" / "sub-a1"));
  EXPECT_FALSE(fs::exists(release() / "derivatives" / "mine" / "empty" / "sub-a1"));
  EXPECT_EQ(base::read_file(release() / "derivatives" / "mine" / "t.tsv"),
            "participant_id\nsub-b2\n");
}

TEST_F(Copy, is_refused_where_it_is_not_the_makers_or_holds_links) {
  give_list(4, {"a1"});
  const auto verification = verify();
  const fs::path outside = folder_.path() / "outside";
  base::write_file(outside / "sub-a1_x", "mine", base::Overwrite::no);
  fs::create_directory_symlink(outside, release() / "derivatives" / "link");
  EXPECT_EQ(purge().error().code, "PURGE-REFUSED");
  fs::remove(release() / "derivatives" / "link");
  base::write_file(release() / "RELEASE.json.minisig", "x", base::Overwrite::yes);
  EXPECT_EQ(purge().error().code, "PURGE-REFUSED");
  EXPECT_TRUE(fs::exists(release() / "sub-a1") && fs::exists(outside / "sub-a1_x"));
}

TEST_F(Copy, is_led_astray_by_no_journal_of_others) {
  give_list(4, {"a1"});
  const auto plan = [&](auto change) {
    verification::PurgeJournal journal;
    journal.manifest_sha256 = made_.manifest_sha256;
    journal.labels = {"a1"};
    journal.removed = {"sub-a1/x"};
    journal.note = {"2026-03-01", 4, {verification::revocation_token(made_.nonce, "a1")}, {}, {}};
    journal.receipt = {made_.dataset_name,
                       made_.dataset_id,
                       made_.version,
                       made_.manifest_sha256,
                       {},
                       4,
                       "2026-03-01",
                       journal.note.tokens,
                       1,
                       0};
    change(journal);
    return verification::read_purge_journal(text_of(journal), made_);
  };
  EXPECT_TRUE(plan([](auto &) {}));
  using Journal = verification::PurgeJournal;
  EXPECT_FALSE(plan([](Journal &one) { one.labels = {"b2"}; }));
  EXPECT_FALSE(plan([](Journal &one) { one.removed = {"../sub-a1"}; }));
  EXPECT_FALSE(plan([](Journal &one) { one.removed = {"README"}; }));
  EXPECT_FALSE(plan([](Journal &one) { one.removed = {"/etc/sub-a1"}; }));
  EXPECT_FALSE(plan([&](Journal &one) {
    one.rewritten = {{"LICENSE", one.manifest_sha256, one.manifest_sha256}};
  }));
  EXPECT_FALSE(plan([](Journal &one) { one.manifest_sha256 = std::string(64, '0'); }));
  base::write_file(journal(), "{}", base::Overwrite::no);
  EXPECT_EQ(verification::resume_purge(release(), 1).error().code, "PURGE-JOURNAL");
  EXPECT_EQ(errors(), (Codes{"VERIFY-PURGE-UNFINISHED .purge.json", "VERIFY-REVOKED sub-a1"}));
}

TEST_F(Copy, ends_with_the_same_bytes_after_being_killed_anywhere) {
  give_list(4, {"a1", "c3"});
  const fs::path kept = folder_.path() / "kept";
  const auto copy = [](const fs::path &from, const fs::path &to) {
    fs::remove_all(to);
    const std::string command = "cp -a '" + from.string() + "' '" + to.string() + "'";
    ASSERT_EQ(std::system(command.c_str()), 0);
  };
  copy(release(), kept);
  ASSERT_TRUE(purge());
  const Files undisturbed = files_of(release().parent_path());
  std::size_t resumed = 0;
  for (int i = 0; i < 30; ++i) {
    fs::remove_all(release().parent_path());
    fs::create_directories(release().parent_path());
    copy(kept, release());
    const auto verification = verify();
    const pid_t child = ::fork();
    if (child == 0) {
      (void)verification::purge(release(), verification, 1);
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(i * 100));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto ended = verification::resume_purge(release(), 1);
    ASSERT_TRUE(ended) << ended.error().message;
    if (*ended) ++resumed;
    const auto now = verify();
    if (!now.revoked.empty()) {
      ASSERT_TRUE(verification::purge(release(), now, 1));
    }
    EXPECT_EQ(files_of(release().parent_path()), undisturbed) << i;
  }
  EXPECT_GT(resumed, 0U) << "no kill fell into a purge";
}

} // namespace
} // namespace curate::release
