#include <csignal>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/study/migrations.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/wait.h>
#include <tests/support/folders.hpp>
#include <unistd.h>

namespace curate::study {
namespace {

SeriesRow made_series(int number, std::size_t files) {
  SeriesRow row{"series" + std::to_string(number),
                "study",
                "visit",
                "content",
                "label",
                "1",
                "written",
                "",
                {{0, "written", "", "builtin.t1w", "sub-a/anat/sub-a_T1w"}},
                {}};
  for (std::size_t i = 0; i < files; ++i)
    row.files.push_back({"dataset/" + std::to_string(number) + "_" + std::to_string(i), 0, "digest",
                         true, false, "kept"});
  return row;
}

class study_registry : public testing::Test {
protected:
  support::TemporaryFolder temporary_;
  Study study_ = Study::init(temporary_.path() / "with space", "a");
  fs::path file_ = study_.private_folder() / "registry.sqlite";
};

TEST_F(study_registry, gives_back_what_was_recorded) {
  const PersonRow person{"token", "label", "name", ""};
  const VisitRow visit{"visit", "label", "1903-05-06", "1"};
  const NameRow name{"series1", 0, R"({"suffix":"T1w"})", "1903-05-06T10:00:00"};
  const SeriesRow series = made_series(1, 2);
  {
    Registry registry(study_, Registry::Access::write);
    registry.freeze(std::span(&person, 1), std::span(&visit, 1), std::span(&name, 1));
    registry.record(series);
  }
  const Registry registry(study_, Registry::Access::read);
  EXPECT_EQ(registry.people(), std::vector{person});
  EXPECT_EQ(registry.visits(), std::vector{visit});
  EXPECT_EQ(registry.names(), std::vector{name});
  EXPECT_EQ(registry.series(), std::vector{series});
  EXPECT_EQ(registry.find_series("series1"), series);
  EXPECT_EQ(registry.files(), series.files);
  EXPECT_FALSE(registry.find_series("other"));
}

TEST_F(study_registry, recording_again_replaces) {
  Registry registry(study_, Registry::Access::write);
  registry.record(made_series(1, 3));
  registry.record(made_series(1, 1));
  EXPECT_EQ(registry.series(), std::vector{made_series(1, 1)});
  EXPECT_EQ(registry.files().size(), 1U);
}

TEST_F(study_registry, texts_cannot_break_out_of_a_statement) {
  Registry registry(study_, Registry::Access::write);
  SeriesRow row = made_series(1, 0);
  row.label = "x'); DROP TABLE series; --";
  registry.record(row);
  EXPECT_EQ(registry.find_series("series1")->label, row.label);
}

TEST_F(study_registry, one_process_writes_at_a_time) {
  const Registry first(study_, Registry::Access::write);
  EXPECT_THROW(Registry(study_, Registry::Access::write), SystemError);
  EXPECT_NO_THROW(Registry(study_, Registry::Access::read));
}

TEST_F(study_registry, lock_ends_with_its_holder) {
  { const Registry first(study_, Registry::Access::write); }
  EXPECT_NO_THROW(Registry(study_, Registry::Access::write));
}

TEST_F(study_registry, missing_is_refused) {
  fs::remove(file_);
  try {
    Registry(study_, Registry::Access::write);
    FAIL() << "made anew";
  } catch (const PolicyError &error) {
    EXPECT_EQ(error.code(), "STUDY-REGISTRY-MISSING");
  }
}

TEST_F(study_registry, another_key_is_refused) {
  base::write_file(study_.private_folder() / "key", std::string(32, 'k'), base::Overwrite::yes);
  try {
    Registry(Study::open(study_.root()), Registry::Access::write);
    FAIL() << "accepted";
  } catch (const PolicyError &error) {
    EXPECT_EQ(error.code(), "STUDY-KEY-CHANGED");
  }
}

TEST_F(study_registry, damaged_is_told) {
  base::write_file(file_, std::string(5000, 'x'), base::Overwrite::yes);
  EXPECT_THROW(Registry(study_, Registry::Access::write), SystemError);
}

TEST_F(study_registry, holds_together_whenever_it_is_killed) {
  for (int round = 0; round < 8; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      Registry registry(study_, Registry::Access::write);
      for (int number = 0;; ++number)
        registry.record(made_series(number, 5));
    }
    ::usleep(static_cast<useconds_t>(20'000 + 7'000 * round));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    const Registry after(study_, Registry::Access::write);
    for (const auto &row : after.series())
      EXPECT_EQ(row.files.size(), 5U) << row.series;
  }
}

TEST_F(study_registry, migrations_lift_in_order_and_all_or_nothing) {
  soci::session database(soci::sqlite3, (temporary_.path() / "m.sqlite").string());
  std::vector<Migration> steps = {{"CREATE TABLE a (x INTEGER)", "INSERT INTO a VALUES (1)"}};
  bring_up_to_date(database, steps);
  EXPECT_EQ(version_of(database), 1);
  steps.push_back({"ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 5", "no statement"});
  EXPECT_THROW(bring_up_to_date(database, steps), soci::soci_error);
  EXPECT_EQ(version_of(database), 1);
  steps[1].pop_back();
  bring_up_to_date(database, steps);
  EXPECT_EQ(version_of(database), 2);
  int y = 0;
  database << "SELECT y FROM a WHERE x = 1", soci::into(y);
  EXPECT_EQ(y, 5);
  steps.pop_back();
  EXPECT_THROW(bring_up_to_date(database, steps), PolicyError);
}

} // namespace
} // namespace curate::study
