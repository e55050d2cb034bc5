#include <gtest/gtest.h>
#include <libcurate/study/blocks.hpp>
#include <libcurate/study/recipients.hpp>
#include <libcurate/study/releases.hpp>
#include <libcurate/study/study.hpp>
#include <libcurate/study/withdrawals.hpp>
#include <tests/support/folders.hpp>

namespace curate::study {
namespace {

class holdings : public testing::Test {
protected:
  support::TemporaryFolder temporary_;
  Study study_ = Study::init(temporary_.path() / "s", "a");
  Database database_{study_, Access::write};
};

TEST_F(holdings, recipients_are_added_and_changed) {
  Recipients recipients(database_);
  const Recipient one{"Uni O'Neill", "DE", "a@example.org", "", "2026-01-01T00:00:00Z"};
  EXPECT_TRUE(recipients.put(one));
  EXPECT_FALSE(recipients.put(one));
  Recipient later = one;
  later.region = "FR";
  later.added = "2027-01-01T00:00:00Z";
  EXPECT_TRUE(recipients.put(later));
  later.added = one.added;
  EXPECT_EQ(recipients.all(), std::vector{later});
  EXPECT_EQ(recipients.find(one.name), later);
  EXPECT_FALSE(recipients.find("other"));
}

TEST_F(holdings, releases_know_who_is_in_them_and_who_holds_them) {
  Releases releases(database_);
  const Release first{"1.0.0", "d", "CC0-1.0", "open", "2026-01-01", "00", "aa", "built"};
  const std::vector<ReleasedSubject> subjects{{"1.0.0", "a", "001"}, {"1.0.0", "b", "002"}};
  releases.put(first, subjects);
  releases.put(first, subjects);
  releases.put({"1.1.0", "d", "CC0-1.0", "open", "2026-02-01", "01", "ab", "building"},
               {{"1.1.0", "b", "001"}});
  releases.change_state("1.1.0", "built");
  releases.deliver({"1.0.0", "x", "2026-01-02"});
  releases.deliver({"1.0.0", "x", "2026-03-02"});
  EXPECT_EQ(releases.all().size(), 2U);
  EXPECT_EQ(releases.find("1.0.0"), first);
  EXPECT_EQ(releases.find("1.1.0")->state, "built");
  EXPECT_EQ(releases.subjects_of("1.0.0"), subjects);
  EXPECT_EQ(releases.with("b"),
            (std::vector<ReleasedSubject>{{"1.0.0", "b", "002"}, {"1.1.0", "b", "001"}}));
  EXPECT_EQ(releases.deliveries(), (std::vector<Delivery>{{"1.0.0", "x", "2026-01-02"}}));
  EXPECT_TRUE(releases.deliveries_of("1.1.0").empty());
}

TEST_F(holdings, a_withdrawal_that_is_not_done_is_gone_on_with) {
  Withdrawals withdrawals(database_);
  const auto one = withdrawals.begin("a", "use");
  EXPECT_EQ(one.number, 1);
  EXPECT_EQ(withdrawals.begin("a", "use"), one);
  EXPECT_EQ(withdrawals.begin("b", "use").number, 2);
  withdrawals.change_state(1, "done");
  EXPECT_EQ(withdrawals.find(1)->state, "done");
  EXPECT_EQ(withdrawals.begin("a", "use").number, 3);
  EXPECT_EQ(withdrawals.all().size(), 3U);
}

TEST_F(holdings, receipts_come_back_once) {
  Withdrawals withdrawals(database_);
  withdrawals.await({1, "x", "2026-01-01", ""});
  EXPECT_FALSE(withdrawals.confirm(1, "y", "2026-01-02"));
  EXPECT_TRUE(withdrawals.confirm(1, "x", "2026-01-02"));
  EXPECT_TRUE(withdrawals.confirm(1, "x", "2026-01-03"));
  withdrawals.await({1, "x", "2026-02-01", ""});
  EXPECT_EQ(withdrawals.receipts(), (std::vector<Receipt>{{1, "x", "2026-01-01", "2026-01-02"}}));
  EXPECT_TRUE(withdrawals.receipts_of(2).empty());
}

TEST_F(holdings, blocks_stay_until_they_are_removed) {
  Blocks blocks(database_);
  blocks.add({"t", "u"}, "use");
  blocks.add({"t"}, "access");
  EXPECT_EQ(blocks.all(), (std::map<std::string, std::string>{{"t", "use"}, {"u", "use"}}));
  blocks.remove({"t"});
  EXPECT_EQ(blocks.all().size(), 1U);
}

TEST_F(holdings, what_is_not_committed_did_not_happen) {
  {
    Transaction transaction(database_, "blocks");
    database_.run("INSERT INTO blocks (token, level, recorded) VALUES (:a, :b, :c)",
                  {"t", "use", ""});
  }
  EXPECT_TRUE(Blocks(database_).all().empty());
}

TEST(addresses, are_shown_without_user_and_password) {
  EXPECT_EQ(shown_address("postgresql://me:pass@word@host:1/db?password=x"),
            "postgresql://host:1/db");
  EXPECT_EQ(shown_address("postgresql:///db?host=/tmp&user=x"), "postgresql:///db");
  EXPECT_EQ(shown_address(""), "private/registry.sqlite");
}

} // namespace
} // namespace curate::study
