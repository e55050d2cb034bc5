#include "tests/consent/ledger_maker.hpp"

#include <cstdlib>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/consent/ledger.hpp>
#include <sys/wait.h>
#include <tests/support/folders.hpp>
#include <tests/support/postgresql_server.hpp>
#include <unistd.h>

namespace curate::consent {
namespace {

class ledger : public testing::TestWithParam<bool> {
protected:
  void SetUp() override {
    std::string address, why;
    if (GetParam()) {
      auto *server = support::PostgresqlServer::running(why);
      if (server == nullptr) GTEST_SKIP() << why;
      address = server->new_database();
    }
    study_.emplace(study::Study::init(temporary_.path() / "s", "a", address));
  }

  Ledger open() const { return Ledger(*study_, study::Access::write); }

  support::TemporaryFolder temporary_;
  std::optional<study::Study> study_;
};

INSTANTIATE_TEST_SUITE_P(sqlite, ledger, testing::Values(false));
INSTANTIATE_TEST_SUITE_P(postgresql, ledger, testing::Values(true));

std::string code_of(const std::function<void()> &work) {
  try {
    work();
  } catch (const PolicyError &error) {
    return error.code();
  }
  return {};
}

TEST_P(ledger, gives_back_what_was_recorded_and_chains_it) {
  const std::vector<NewEvent> wanted{grant_of("a", "2020-01-01"), grant_of("b", "2020-01-02"),
                                     withdrawal_of("a", Level::access, "2021-02-03")};
  auto one = open();
  EXPECT_TRUE(one.verify().empty());
  EXPECT_EQ(one.append(wanted), (std::vector<std::int64_t>{1, 2, 3}));
  const auto events = one.events();
  ASSERT_EQ(events.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(static_cast<const NewEvent &>(events[i]), wanted[i]);
    EXPECT_EQ(events[i].previous, i == 0 ? std::string(64, '0') : events[i - 1].hash);
  }
  EXPECT_EQ(one.events_of("a").size(), 2U);
  EXPECT_TRUE(one.verify().empty());
}

TEST_P(ledger, the_same_again_adds_nothing) {
  auto one = open();
  const std::vector<NewEvent> wanted{grant_of("a", "2020-01-01"), grant_of("a", "2020-01-01")};
  EXPECT_EQ(one.append(wanted), (std::vector<std::int64_t>{1, 1}));
  NewEvent other = wanted[0];
  other.by = "somebody else";
  EXPECT_EQ(one.append(std::span(&other, 1)), (std::vector<std::int64_t>{1}));
  EXPECT_EQ(one.events().size(), 1U);
}

TEST_P(ledger, refuses_what_cannot_be_and_records_nothing_of_the_call) {
  auto one = open();
  const NewEvent good = grant_of("a", "2020-01-01");
  const auto refused = [&](const NewEvent &bad) {
    const std::vector<NewEvent> both{good, bad};
    return code_of([&] { one.append(both); });
  };
  NewEvent bad = good;
  bad.valid_from = *base::day_of("2999-01-01");
  EXPECT_EQ(refused(bad), "CONSENT-FUTURE");
  bad = good;
  bad.valid_until = *base::day_of("2019-01-01");
  EXPECT_EQ(refused(bad), "CONSENT-BACKWARDS");
  bad = good;
  bad.subject = "sub-a";
  EXPECT_EQ(refused(bad), "CONSENT-LABEL");
  bad = good;
  bad.scope = R"({"other":1})";
  EXPECT_EQ(refused(bad), "CONSENT-SAME-DAY");
  bad = grant_of("c", "2020-01-01");
  bad.kind = EventKind::amend;
  EXPECT_EQ(refused(bad), "CONSENT-NONE-YET");
  bad = correction_of("a", 7);
  EXPECT_EQ(refused(bad), "CONSENT-NO-SUCH-EVENT");
  EXPECT_TRUE(one.events().empty());
  EXPECT_TRUE(one.verify().empty());
}

TEST_P(ledger, the_database_itself_refuses_changes) {
  auto one = open();
  const NewEvent good = grant_of("a", "2020-01-01");
  one.append(std::span(&good, 1));
  auto &database = one.database();
  for (const std::string table : {"consent_events", "consent_checkpoints"}) {
    EXPECT_THROW(database.run("UPDATE " + table + " SET hash = ''"), SystemError);
    EXPECT_THROW(database.run("DELETE FROM " + table), SystemError);
  }
  if (!database.is_server())
    EXPECT_THROW(database.run("REPLACE INTO consent_checkpoints VALUES (1, '', '', '')"),
                 SystemError);
  else
    EXPECT_THROW(database.run("TRUNCATE consent_events"), SystemError);
  EXPECT_TRUE(one.verify().empty());
}

// tests/long/consent_writers.sh asks for 8 writers of 1,000 events.
int asked(const char *name, int otherwise) {
  const char *text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoi(text);
}

TEST_P(ledger, several_writers_at_once_lose_nothing) {
  const int writers = asked("CURATE_WRITERS", 4), each = asked("CURATE_EVENTS", 25);
  std::vector<pid_t> children;
  for (int writer = 0; writer < writers; ++writer) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      try {
        Ledger mine(*study_, study::Access::write);
        for (int i = 0; i < each; ++i) {
          const NewEvent event =
              grant_of("w" + std::to_string(writer) + "x" + std::to_string(i), "2020-01-01");
          mine.append(std::span(&event, 1));
        }
        ::_exit(0);
      } catch (...) {
        ::_exit(1);
      }
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  const Ledger after(*study_, study::Access::read);
  EXPECT_EQ(after.events().size(), static_cast<std::size_t>(writers * each));
  EXPECT_TRUE(after.verify().empty());
}

} // namespace
} // namespace curate::consent
