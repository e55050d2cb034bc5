#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/study/blocks.hpp>
#include <libcurate/study/recipients.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/releases.hpp>
#include <libcurate/study/study.hpp>
#include <libcurate/study/withdrawals.hpp>
#include <tests/support/folders.hpp>
#include <tests/support/postgresql_server.hpp>

namespace curate::study {
namespace {

class on_a_server : public testing::Test {
protected:
  void SetUp() override {
    std::string why;
    auto *server = support::PostgresqlServer::running(why);
    if (server == nullptr) GTEST_SKIP() << why;
    address_ = server->new_database();
    study_.emplace(Study::init(temporary_.path() / "s", "a", address_));
  }

  support::TemporaryFolder temporary_;
  std::string address_;
  std::optional<Study> study_;
};

TEST_F(on_a_server, the_registry_gives_back_what_was_recorded) {
  EXPECT_FALSE(fs::exists(study_->private_folder() / "registry.sqlite"));
  const PersonRow person{"token", "label", "name", ""};
  const VisitRow visit{"visit", "label", "1903-05-06", "1"};
  const NameRow name{"series1", 0, R"({"suffix":"T1w"})", "1903-05-06T10:00:00"};
  const SeriesRow series{"series1",
                         "study",
                         "visit",
                         "x'); DROP TABLE series; --",
                         "label",
                         "1",
                         "written",
                         "",
                         {{0, "written", "", "r", "n"}},
                         {{"dataset/a", 0, "digest", true, false, "kept"}}};
  {
    Registry registry(*study_, Access::write);
    for (int again = 0; again < 2; ++again) {
      registry.freeze(std::span(&person, 1), std::span(&visit, 1), std::span(&name, 1));
      registry.record(series);
    }
    EXPECT_THROW(Registry(*study_, Access::write), SystemError);
  }
  const Registry registry(*study_, Access::read);
  EXPECT_EQ(registry.people(), std::vector{person});
  EXPECT_EQ(registry.visits(), std::vector{visit});
  EXPECT_EQ(registry.names(), std::vector{name});
  EXPECT_EQ(registry.series(), std::vector{series});
  EXPECT_EQ(registry.find_series("series1"), series);
  EXPECT_EQ(registry.files(), series.files);
}

TEST_F(on_a_server, another_machine_that_writes_is_noticed) {
  const Registry here(*study_, Access::write);
  const fs::path there = temporary_.path() / "there";
  fs::create_directories(there / "private");
  for (const char *file : {"study.json", "private/key", "private/signing.key"})
    fs::copy_file(study_->root() / file, there / file);
  const Study other = Study::open(there);
  EXPECT_THROW(Registry(other, Access::write), SystemError);
  EXPECT_NO_THROW(Registry(other, Access::read));
}

TEST_F(on_a_server, all_other_tables_work) {
  Database database(*study_, Access::write);
  Recipients recipients(database);
  const Recipient one{"b", "DE", "c", "", "2026"};
  EXPECT_TRUE(recipients.put(one));
  EXPECT_TRUE(recipients.put({"B", "FR", "c", "", "2026"}));
  EXPECT_FALSE(recipients.put(one));
  EXPECT_EQ(recipients.all().front().name, "B");
  Releases releases(database);
  releases.put({"1.0.0", "d", "l", "open", "2026-01-01", "00", "aa", "built"},
               {{"1.0.0", "a", "1"}});
  releases.deliver({"1.0.0", "b", "2026-01-02"});
  releases.deliver({"1.0.0", "b", "2026-01-03"});
  EXPECT_EQ(releases.with("a").size(), 1U);
  EXPECT_EQ(releases.deliveries().front().sent, "2026-01-02");
  Withdrawals withdrawals(database);
  EXPECT_EQ(withdrawals.begin("a", "use").number, 1);
  EXPECT_EQ(withdrawals.begin("b", "use").number, 2);
  withdrawals.await({1, "b", "2026-01-01", ""});
  EXPECT_TRUE(withdrawals.confirm(1, "b", "2026-01-02"));
  Blocks blocks(database);
  blocks.add({"t"}, "use");
  blocks.add({"t"}, "access");
  EXPECT_EQ(blocks.all().at("t"), "use");
}

TEST_F(on_a_server, another_key_is_refused) {
  base::write_file(study_->private_folder() / "key", std::string(32, 'k'), base::Overwrite::yes);
  EXPECT_THROW(Database(Study::open(study_->root()), Access::read), PolicyError);
}

// study.json is given the address of a server.
void move_to(const Study &study, const std::string &address) {
  base::write_file(study.root() / "study.json", new_settings_text("a", address),
                   base::Overwrite::yes);
}

TEST_F(on_a_server, a_study_that_remembers_nothing_may_move_to_it) {
  const Study made = Study::init(temporary_.path() / "t", "a");
  std::string why;
  move_to(made, support::PostgresqlServer::running(why)->new_database());
  Database database(Study::open(made.root()), Access::read);
  EXPECT_TRUE(database.is_server());
  EXPECT_TRUE(Recipients(database).put({"b", "DE", "c", "", "2026"}));
}

TEST_F(on_a_server, a_study_that_remembers_something_may_not_forget_it) {
  const Study made = Study::init(temporary_.path() / "t", "a");
  {
    Database database(made, Access::write);
    Recipients(database).put({"b", "DE", "c", "", "2026"});
  }
  std::string why;
  move_to(made, support::PostgresqlServer::running(why)->new_database());
  for (const bool is_gone : {false, true}) {
    if (is_gone) fs::remove(made.private_folder() / "registry.sqlite");
    try {
      Database(Study::open(made.root()), Access::write);
      FAIL() << "made anew";
    } catch (const PolicyError &error) {
      EXPECT_EQ(error.code(), "STUDY-REGISTRY-MISSING");
      EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
    }
  }
}

TEST(a_server, that_cannot_be_reached_is_told_without_the_password) {
  const support::TemporaryFolder temporary;
  try {
    Study::init(temporary.path() / "s", "a", "postgresql://me:hush@/none?host=/no/such/folder");
    FAIL() << "made";
  } catch (const SystemError &error) {
    EXPECT_EQ(std::string(error.what()).find("hush"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("STUDY-REGISTRY-"), std::string::npos);
  }
}

} // namespace
} // namespace curate::study
