#include "tests/withdrawal/made_study.hpp"

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>
#include <libcurate/consent/state.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/study/blocked.hpp>
#include <libcurate/study/withdrawals.hpp>
#include <libcurate/verification/revocation.hpp>
#include <libcurate/withdrawal/withdraw.hpp>

namespace curate::withdrawal {
namespace {

using consent::Level;

/// One study for every test, at a time that stands still.
class Withdraw : public ::testing::Test {
protected:
  Withdraw() { ::setenv("SOURCE_DATE_EPOCH", "1793000000", 1); } // 2026-10-26
  ~Withdraw() override { ::unsetenv("SOURCE_DATE_EPOCH"); }

  fs::path root() const { return folder_.path() / "study"; }
  study::Study make() const { return MadeStudy::make(root()); }

  static Request request_of(const std::string &label, Level level) {
    Request request;
    request.label = label;
    request.level = level;
    request.by = "officer";
    request.jobs = 2;
    return request;
  }

  static std::string text_in(const study::Study &study, const std::string &path) {
    return base::read_file(study.root() / path);
  }

  support::TemporaryFolder folder_;
};

// Paths of the files in which, or in whose names, a text occurs.
std::vector<std::string> holding(const fs::path &root, const std::string &text) {
  std::vector<std::string> found;
  for (const auto &[path, bytes] : MadeStudy::bytes(root))
    if (path.find(text) != path.npos || bytes.find(text) != bytes.npos) found.push_back(path);
  return found;
}

TEST_F(Withdraw, use_leaves_the_label_in_the_registry_alone) {
  const auto study = make();
  const std::string label = "K7QW2MZX41";
  const auto before = MadeStudy::bytes(root());
  const auto outcome = withdraw(study, request_of(label, Level::use));
  EXPECT_EQ(outcome.status, Status::done);
  EXPECT_TRUE(outcome.proof.is_clean());
  EXPECT_EQ(holding(root(), label), std::vector<std::string>{"private/registry.sqlite"});
  // Whatever is still there is as it was, but for tables and the sidecar that named the person.
  const std::set<std::string> shared{"dataset/derivatives/volumes/group.csv",
                                     "dataset/derivatives/volumes/tpl-made_T1w.json",
                                     "dataset/participants.tsv",
                                     "dataset/phenotype/clinic.tsv",
                                     "private/plans/plan.tsv",
                                     "private/registry.sqlite",
                                     "private/consent.checkpoint"};
  for (const auto &[path, bytes] : MadeStudy::bytes(root(), "private/withdrawals"))
    if (!shared.contains(path)) {
      EXPECT_TRUE(before.at(path) == bytes) << path;
    }
  std::string group = before.at("dataset/derivatives/volumes/group.csv");
  const std::string row = label + ",\"1,5\"\n";
  group.erase(group.find(row), row.size());
  EXPECT_EQ(text_in(study, "dataset/derivatives/volumes/group.csv"), group);
  for (const auto &[path, bytes] : before)
    if (path.find(label) == path.npos) {
      EXPECT_TRUE(fs::exists(root() / path)) << path;
    }
}

TEST_F(Withdraw, group_files_are_named_for_a_person_to_decide) {
  const auto study = make();
  auto request = request_of("K7QW2MZX41", Level::use);
  request.is_dry_run = true;
  const auto outcome = withdraw(study, request);
  const auto &named = outcome.proof.plan.named;
  const std::vector<Named> expected{
      {"WITHDRAW-COMPUTED", "dataset/derivatives/volumes/tpl-made_T1w.nii.gz"},
      {"WITHDRAW-GROUP", "dataset/derivatives/volumes/logs/run.txt"}};
  EXPECT_EQ(named, expected);
  EXPECT_EQ(outcome.findings.size(), 2U);
}

TEST_F(Withdraw, a_dry_run_writes_nothing) {
  const auto study = make();
  const auto before = MadeStudy::bytes(root());
  auto request = request_of("07", Level::use);
  request.is_dry_run = true;
  const auto outcome = withdraw(study, request);
  EXPECT_EQ(outcome.status, Status::planned);
  EXPECT_FALSE(outcome.proof.plan.owned.empty());
  EXPECT_TRUE(MadeStudy::bytes(root()) == before);
}

TEST_F(Withdraw, a_short_label_takes_nobody_else) {
  const auto study = make();
  MadeStudy::write(study, "dataset/sub-070/sub-070_sessions.tsv", "session_id\nses-07\n");
  MadeStudy::write(study, "dataset/derivatives/volumes/sub-0/x.json",
                   "{\"n\": 7, \"t\": \"sub-070\"}\n");
  const auto outcome = withdraw(study, request_of("07", Level::use));
  EXPECT_TRUE(outcome.proof.is_clean());
  EXPECT_TRUE(fs::exists(root() / "dataset/sub-070/sub-070_sessions.tsv"));
  EXPECT_EQ(text_in(study, "dataset/derivatives/volumes/sub-0/x.json"),
            "{\"n\": 7, \"t\": \"sub-070\"}\n");
  EXPECT_FALSE(fs::exists(root() / "dataset/derivatives/alone/sub-07"));
  EXPECT_EQ(text_in(study, "dataset/participants.tsv").find("sub-07\t"), std::string::npos);
}

TEST_F(Withdraw, registry_blocks_and_retires) {
  const auto study = make();
  withdraw(study, request_of("K7QW2MZX41", Level::use));
  study::Registry registry(study, study::Access::write);
  auto &database = registry.database();
  EXPECT_EQ(registry.people().size(), 5U);
  EXPECT_EQ(registry.series().size(), 5U);
  EXPECT_EQ(registry.names().size(), 5U);
  EXPECT_EQ(registry.files().size(), 10U);
  const study::Blocked blocked(database, study.key());
  EXPECT_TRUE(blocked.has("", "K7QW2MZX41"));
  EXPECT_TRUE(blocked.has("token-of-10K", "another"));
  EXPECT_FALSE(blocked.has("token-of-10B", "B3NVT8RLQ2"));
  for (const auto &release : study::Releases(database).all())
    EXPECT_EQ(release.state, "retired");
  EXPECT_EQ(study::Withdrawals(database).receipts_of(1).size(), 2U);
  EXPECT_TRUE(study::Blocked::lift(database, study.key(), "K7QW2MZX41"));
  EXPECT_TRUE(study::Blocked(database, study.key()).is_empty());
}

TEST_F(Withdraw, levels_of_the_story) {
  const auto study = make();
  const auto before = MadeStudy::bytes(root(), "private/");
  EXPECT_EQ(withdraw(study, request_of("B3NVT8RLQ2", Level::contact)).number, 1);
  EXPECT_EQ(withdraw(study, request_of("P9XK4HDWM3", Level::access)).number, 2);
  EXPECT_TRUE(MadeStudy::bytes(root(), "private/") == before); // kept inside
  EXPECT_EQ(withdraw(study, request_of("K7QW2MZX41", Level::use)).number, 3);
  EXPECT_FALSE(fs::exists(root() / "private/withdrawals/1/revocations.json"));

  const auto key = integrity::verifying_key_of(study.signing_key());
  const std::string folder = "private/withdrawals/3/";
  const auto list =
      verification::read_revocation(text_in(study, folder + "revocations.json"),
                                    text_in(study, folder + "revocations.json.minisig"), key);
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_EQ(list->number, 9U); // the ninth event
  ASSERT_EQ(list->releases.size(), 2U);
  using verification::Demand;
  const auto demand_of = [&](std::size_t release, char nonce, const std::string &label) {
    const auto token = verification::revocation_token(std::string(64, nonce), label);
    for (const auto &subject : list->releases[release].subjects)
      if (subject.token == token) return std::string(name_of(subject.demand));
    return std::string("nothing");
  };
  EXPECT_EQ(demand_of(0, '1', "K7QW2MZX41"), "remove");
  EXPECT_EQ(demand_of(0, '1', "P9XK4HDWM3"), "pass_on_no_more");
  EXPECT_EQ(demand_of(0, '1', "B3NVT8RLQ2"), "nothing");
  EXPECT_EQ(demand_of(1, '2', "rK7QW2MZX41"), "remove");

  const std::string letter = text_in(study, folder + "notice-1.txt");
  EXPECT_NE(letter.find("To: Lab A"), std::string::npos);
  EXPECT_NE(letter.find("by 2026-11-25"), std::string::npos); // 30 days
  EXPECT_NE(letter.find("--purge"), std::string::npos);
  EXPECT_NE(text_in(study, folder + "notice-2.html").find("Lab B"), std::string::npos);

  consent::Ledger ledger(study, study::Access::read);
  const auto states = consent::states(ledger.events(), base::today());
  EXPECT_EQ(states.at("B3NVT8RLQ2").withdrawn, Level::contact);
  EXPECT_EQ(states.at("P9XK4HDWM3").withdrawn, Level::access);
  EXPECT_EQ(states.at("K7QW2MZX41").withdrawn, Level::use);
  EXPECT_EQ(states.at("07").withdrawn, std::nullopt);
  EXPECT_TRUE(ledger.verify().empty());
}

TEST_F(Withdraw, twice_changes_nothing) {
  const auto study = make();
  withdraw(study, request_of("07", Level::use));
  const auto before = MadeStudy::bytes(root());
  for (const Level level : {Level::use, Level::access, Level::contact}) {
    EXPECT_EQ(withdraw(study, request_of("07", level)).status, Status::already);
    EXPECT_TRUE(MadeStudy::bytes(root()) == before);
  }
}

TEST_F(Withdraw, proves_again_when_what_was_left_is_done) {
  const auto study = make();
  MadeStudy::write(study, "dataset/README", "sub-07 moved.\n");
  EXPECT_FALSE(withdraw(study, request_of("07", Level::use)).proof.is_clean());
  MadeStudy::write(study, "dataset/README", "A made study.\n");
  const auto again = withdraw(study, request_of("07", Level::use));
  EXPECT_EQ(again.status, Status::already);
  EXPECT_TRUE(again.proof.is_clean());
  EXPECT_NE(text_in(study, "private/withdrawals/1/proof.txt").find("Found: nothing."),
            std::string::npos);
}

TEST_F(Withdraw, data_that_come_back_are_removed_again) {
  const auto study = make();
  withdraw(study, request_of("07", Level::use));
  MadeStudy::write(study, "dataset/sub-07/anat/sub-07_T1w.nii.gz", "from a backup");
  const auto outcome = withdraw(study, request_of("07", Level::use));
  EXPECT_EQ(outcome.status, Status::done);
  EXPECT_EQ(outcome.number, 2);
  EXPECT_FALSE(fs::exists(root() / "dataset/sub-07"));
}

TEST_F(Withdraw, nobody_of_that_label) {
  const auto study = make();
  const auto before = MadeStudy::bytes(root());
  EXPECT_THROW(withdraw(study, request_of("NOBODY99", Level::use)), InputError);
  EXPECT_THROW(withdraw(study, request_of("NOBODY99", Level::contact)), InputError);
  EXPECT_TRUE(MadeStudy::bytes(root()) == before);
  auto request = request_of("NOBODY99", Level::use);
  request.people = {"token-of-an-id"};
  EXPECT_EQ(withdraw(study, request).status, Status::done);
  study::Database database(study, study::Access::read);
  EXPECT_TRUE(study::Blocked(database, study.key()).has("token-of-an-id", ""));
}

TEST_F(Withdraw, ids_and_uids_are_searched_for) {
  const auto study = make();
  MadeStudy::write(study, "dataset/derivatives/volumes/logs/old.txt", "patient 4711-22 done\n");
  MadeStudy::write(study, "dataset/derivatives/volumes/logs/uid.txt", "x 1.2.3.4.5 1.2.3.4.50\n");
  auto request = request_of("07", Level::use);
  request.originals.ids.emplace_back("4711-22");
  request.originals.uids.emplace_back("1.2.3.4.5");
  request.originals.uids.emplace_back("1.2.3.4.6");
  const auto outcome = withdraw(study, request);
  EXPECT_FALSE(outcome.proof.is_clean());
  const std::vector<std::string> places{"dataset/derivatives/volumes/logs/old.txt",
                                        "dataset/derivatives/volumes/logs/uid.txt"};
  EXPECT_EQ(outcome.proof.searched.places, places);
  for (const auto &[path, bytes] : MadeStudy::bytes(root() / "private/withdrawals"))
    EXPECT_EQ(bytes.find("4711-22"), bytes.npos) << path;
}

TEST_F(Withdraw, links_are_not_followed) {
  const auto study = make();
  const fs::path outside = folder_.path() / "outside";
  base::write_file(outside / "sub-07_kept.txt", "sub-07", base::Overwrite::no);
  fs::create_symlink(outside, root() / "dataset/derivatives/volumes/linked");
  fs::create_symlink(outside, root() / "dataset/derivatives/sub-07_link");
  withdraw(study, request_of("07", Level::use));
  EXPECT_TRUE(fs::exists(outside / "sub-07_kept.txt"));
  EXPECT_FALSE(fs::exists(fs::symlink_status(root() / "dataset/derivatives/sub-07_link")));
  EXPECT_TRUE(fs::exists(root() / "dataset/derivatives/volumes/linked"));
}

/// Where a run is stopped.
struct Stopped {};

// As a kill between two changes would leave it; kills within one are tests/long/withdraw_kills.sh.
TEST_F(Withdraw, stopped_after_any_step_it_ends_the_same) {
  const auto make_in = [&](const std::string &name) {
    const fs::path folder = folder_.path() / name;
    fs::create_directories(folder);
    for (const auto &entry : fs::recursive_directory_iterator(root()))
      if (fs::is_directory(entry.symlink_status()))
        fs::create_directories(folder / entry.path().lexically_relative(root()));
      else
        fs::copy_file(entry.path(), folder / entry.path().lexically_relative(root()));
    return study::Study::open(folder);
  };
  make();
  const std::string label = "K7QW2MZX41";
  std::size_t steps = 0;
  auto request = request_of(label, Level::use);
  request.before_step = [&](std::size_t) { ++steps; };
  const auto undisturbed = make_in("undisturbed");
  withdraw(undisturbed, request);
  const auto expected = MadeStudy::bytes(undisturbed.root(), "private/registry");
  ASSERT_GT(steps, 20U);
  for (std::size_t stop = 0; stop < steps; ++stop) {
    const auto study = make_in("stopped-" + std::to_string(stop));
    request.before_step = [&](std::size_t step) {
      if (step == stop) throw Stopped();
    };
    EXPECT_THROW(withdraw(study, request), Stopped);
    request.before_step = {};
    EXPECT_EQ(withdraw(study, request).status, Status::done);
    for (const auto &[path, bytes] : MadeStudy::bytes(study.root(), "private/registry"))
      EXPECT_EQ(expected.at(path), bytes) << stop << " " << path;
    EXPECT_EQ(MadeStudy::bytes(study.root(), "private/registry").size(), expected.size()) << stop;
    study::Database database(study, study::Access::read);
    EXPECT_EQ(study::Withdrawals(database).all().size(), 1U);
    fs::remove_all(study.root());
  }
}

TEST_F(Withdraw, a_damaged_journal_removes_nothing) {
  const auto study = make();
  auto request = request_of("07", Level::use);
  request.before_step = [](std::size_t step) {
    if (step == 3) throw Stopped();
  };
  EXPECT_THROW(withdraw(study, request), Stopped);
  request.before_step = {};
  const fs::path journal = root() / "private/withdrawals/1/plan.json";
  const std::string text = base::read_file(journal);
  std::string other = text;
  const std::string mine = "dataset/sub-*/ses-1";
  other.replace(other.find(mine), mine.size(), "../sub-*/study.jsn");
  base::write_file(journal, other, base::Overwrite::yes);
  EXPECT_THROW(withdraw(study, request), InputError);
  other = text;
  other.replace(other.find(mine), mine.size(), "dataset/sub-070/ses");
  base::write_file(journal, other, base::Overwrite::yes);
  EXPECT_THROW(withdraw(study, request), InputError);
  base::write_file(journal, text, base::Overwrite::yes);
  EXPECT_EQ(withdraw(study, request).status, Status::done);
}

} // namespace
} // namespace curate::withdrawal
