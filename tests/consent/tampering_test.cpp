#include "tests/consent/ledger_maker.hpp"

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/consent/checkpoint.hpp>
#include <libcurate/consent/ledger.hpp>
#include <libcurate/consent/stored_event.hpp>
#include <random>
#include <tests/support/folders.hpp>
#include <tests/support/postgresql_server.hpp>

namespace curate::consent {
namespace {

// tests/long/consent_tampering.sh asks for 1,000.
int trials() {
  const char *asked = std::getenv("CURATE_TAMPERINGS");
  return asked == nullptr ? 40 : std::atoi(asked);
}

constexpr int people = 12;

/// A ledger of some 30 events in several signed batches, and ways to change it behind its back.
class tampering : public testing::TestWithParam<bool> {
protected:
  void SetUp() override {
    std::string address, why;
    if (GetParam()) {
      auto *server = support::PostgresqlServer::running(why);
      if (server == nullptr) GTEST_SKIP() << why;
      address = server->new_database();
    }
    study_.emplace(study::Study::init(temporary_.path() / "s", "a", address));
    {
      Ledger ledger(*study_, study::Access::write);
      for (int batch = 0; batch < 3; ++batch) {
        std::vector<NewEvent> events;
        for (int i = 0; i < people / 3; ++i)
          events.push_back(grant_of("p" + std::to_string(batch * 4 + i), "2020-01-01"));
        ledger.append(events);
        events.clear();
        for (int i = 0; i < people / 3; ++i)
          events.push_back(
              withdrawal_of("p" + std::to_string(batch * 4 + i), Level::access, "2021-01-01"));
        ledger.append(events);
        const NewEvent one = correction_of("p" + std::to_string(batch * 4), batch * 9 + 1);
        ledger.append(std::span(&one, 1));
      }
    }
    database_.emplace(*study_, study::Access::write);
    pristine_ = rows();
    checkpoints_ = checkpoints(*database_);
    copy_ = base::read_file(study_->private_folder() / "consent.checkpoint");
    disarm();
  }

  std::vector<study::Cells> rows() {
    return database_->select(event_columns(), "FROM consent_events ORDER BY number");
  }

  void disarm() {
    if (database_->is_server()) {
      database_->run("ALTER TABLE consent_events DISABLE TRIGGER consent_events_change");
      database_->run("ALTER TABLE consent_checkpoints DISABLE TRIGGER consent_checkpoints_change");
      return;
    }
    for (const std::string table : {"consent_events", "consent_checkpoints"})
      for (const std::string change : {"_update", "_delete", "_replace"})
        database_->run("DROP TRIGGER " + table + change);
  }

  void fill(const std::vector<study::Cells> &events, const std::vector<Checkpoint> &signatures) {
    study::Transaction transaction(*database_);
    database_->run("DELETE FROM consent_events");
    database_->run_for_each("INSERT INTO consent_events VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i,"
                            " :j, :k, :l, :m, :n)",
                            events);
    database_->run("DELETE FROM consent_checkpoints");
    for (const auto &one : signatures)
      add_checkpoint(*database_, one);
    transaction.commit();
  }

  /// The first event that does not fit, as verify names it; "" where it finds none. That guards
  /// were taken away is known.
  std::string named() {
    Findings findings = Ledger(*study_, *database_).verify();
    EXPECT_EQ(std::ranges::count(findings, "CONSENT-GUARD-MISSING", &Finding::code), 1);
    std::erase_if(findings, [](const Finding &f) { return f.code == "CONSENT-GUARD-MISSING"; });
    if (findings.empty()) return {};
    EXPECT_EQ(findings.size(), 1U);
    return findings[0].code + " " + findings[0].place;
  }

  support::TemporaryFolder temporary_;
  std::optional<study::Study> study_;
  std::optional<study::Database> database_;
  std::vector<study::Cells> pristine_;
  std::vector<Checkpoint> checkpoints_;
  std::string copy_;
};

INSTANTIATE_TEST_SUITE_P(sqlite, tampering, testing::Values(false));
INSTANTIATE_TEST_SUITE_P(postgresql, tampering, testing::Values(true));

TEST_P(tampering, every_byte_of_every_column_counts) {
  std::mt19937 random(7);
  const auto below = [&](std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
  };
  const auto &columns = event_columns();
  ASSERT_EQ(named(), "");
  for (int trial = 0; trial < trials();) {
    const std::size_t row = below(pristine_.size()), column = below(columns.size());
    std::string cell = pristine_[row][column];
    if (cell.empty()) continue;
    const std::size_t at = below(cell.size());
    const bool is_number = columns[column] == "number" || columns[column] == "corrects";
    const char byte = is_number ? static_cast<char>('0' + below(10))
                                : static_cast<char>(' ' + static_cast<int>(below(95)));
    if (byte == cell[at]) continue;
    cell[at] = byte;
    const std::string number = pristine_[row][0];
    try {
      database_->run("UPDATE consent_events SET " + columns[column] + " = :v WHERE number = :n",
                     {cell, number});
    } catch (const SystemError &) { // another event has that number
      continue;
    }
    ++trial;
    const std::string found = named();
    EXPECT_NE(found, "") << columns[column] << " of event " << number;
    EXPECT_TRUE(column == 0 || found.ends_with(" event " + number))
        << found << ", not event " << number;
    EXPECT_THROW(Ledger(*study_, *database_).events(), PolicyError);
    fill(pristine_, checkpoints_);
  }
  EXPECT_EQ(named(), "");
}

TEST_P(tampering, dropped_events_are_missed) {
  for (const std::size_t drop : {std::size_t{0}, std::size_t{10}, pristine_.size() - 1}) {
    auto events = pristine_;
    events.erase(events.begin() + static_cast<std::ptrdiff_t>(drop));
    fill(events, checkpoints_);
    EXPECT_EQ(named(), "CONSENT-EVENT-MISSING event " + std::to_string(drop + 1));
  }
}

TEST_P(tampering, events_cut_off_with_their_signatures_are_missed) {
  auto events = pristine_;
  auto signatures = checkpoints_;
  signatures.pop_back();
  events.resize(static_cast<std::size_t>(signatures.back().number));
  fill(events, signatures);
  const std::string missing = " event " + std::to_string(events.size() + 1);
  EXPECT_EQ(named(), "CONSENT-EVENT-MISSING" + missing);
  const NewEvent one = grant_of("later", "2020-01-01");
  try {
    Ledger(*study_, *database_).append(std::span(&one, 1));
    FAIL() << "covers up what was cut off";
  } catch (const PolicyError &error) {
    EXPECT_EQ(error.code(), "CONSENT-LEDGER-BROKEN");
    EXPECT_NE(std::string(error.what()).find(missing), std::string::npos) << error.what();
  }
  fill({}, {});
  EXPECT_EQ(named(), "CONSENT-EVENT-MISSING event 1");
}

TEST_P(tampering, events_in_another_order_are_noticed) {
  auto events = pristine_;
  std::swap(events[4], events[9]);
  std::swap(events[4][0], events[9][0]);
  fill(events, checkpoints_);
  EXPECT_EQ(named(), "CONSENT-EVENT-CHANGED event 5");
}

// Who has the database but not the study's key.
TEST_P(tampering, a_chain_hashed_anew_is_noticed_where_it_begins) {
  auto events = pristine_;
  events[5][1] = "other";
  for (std::size_t i = 5; i < events.size(); ++i) {
    events[i][11] = events[i - 1][12];
    events[i][12] = hash_of(events[i]);
  }
  auto signatures = checkpoints_;
  for (auto &one : signatures)
    one.hash = events[static_cast<std::size_t>(one.number - 1)][12];
  fill(events, signatures);
  EXPECT_EQ(named(), "CONSENT-EVENT-SEAL event 6");
}

// Who has the study's key too, but not the signing key.
TEST_P(tampering, a_chain_sealed_anew_does_not_fit_its_signatures) {
  auto events = pristine_;
  events[5][1] = "other";
  for (std::size_t i = 5; i < events.size(); ++i) {
    events[i][11] = events[i - 1][12];
    events[i][12] = hash_of(events[i]);
    events[i][13] = seal_of(events[i][12], study_->key());
  }
  fill(events, checkpoints_);
  EXPECT_EQ(named(), "CONSENT-REBUILT event 5"); // the first of the batch that was signed
  auto signatures = checkpoints_;
  for (auto &one : signatures)
    one.hash = events[static_cast<std::size_t>(one.number - 1)][12];
  fill(events, signatures);
  EXPECT_EQ(named(), "CONSENT-SIGNATURE event 5");
  fill(events, {checkpoints_[0]});
  EXPECT_EQ(named(), "CONSENT-SIGNATURE event 5");
}

TEST_P(tampering, every_byte_of_a_signature_and_of_the_copy_counts) {
  std::mt19937 random(8);
  for (int trial = 0; trial < 15; ++trial) {
    auto signatures = checkpoints_;
    auto &one = signatures[random() % signatures.size()];
    std::string &text = trial % 3 == 0 ? one.hash : trial % 3 == 1 ? one.recorded : one.signature;
    char &byte = text[random() % text.size()];
    byte = byte == 'A' ? 'B' : 'A';
    fill(pristine_, signatures);
    EXPECT_NE(named(), "") << trial;
  }
  fill(pristine_, checkpoints_);
  const fs::path file = study_->private_folder() / "consent.checkpoint";
  for (int trial = 0; trial < 15; ++trial) {
    std::string text = copy_;
    char &byte = text[random() % text.size()];
    byte = byte == 'A' ? 'B' : 'A';
    base::write_file(file, text, base::Overwrite::yes);
    EXPECT_NE(named(), "") << trial;
    const NewEvent one = grant_of("later", "2020-01-01");
    EXPECT_THROW(Ledger(*study_, *database_).append(std::span(&one, 1)), PolicyError);
    EXPECT_EQ(base::read_file(file), text);
  }
  fs::remove(file);
  EXPECT_EQ(named(), GetParam() ? "" : "CONSENT-COPY-MISSING ");
  base::write_file(file, copy_, base::Overwrite::yes);
  EXPECT_EQ(named(), "");
}

class registry_file : public tampering {};
INSTANTIATE_TEST_SUITE_P(sqlite, registry_file, testing::Values(false));

// Bytes of the file around the events, whatever they mean to SQLite.
TEST_P(registry_file, a_changed_byte_is_noticed_or_changes_nothing) {
  database_.reset();
  const fs::path file = study_->private_folder() / "registry.sqlite";
  const std::string good = base::read_file(file);
  std::vector<std::size_t> places;
  for (const auto &row : pristine_)
    for (std::size_t at = good.find(row[12]); at != std::string::npos;
         at = good.find(row[12], at + 1))
      places.push_back(at);
  std::mt19937 random(9);
  int noticed = 0;
  for (int trial = 0; trial < trials(); ++trial) {
    std::string bad = good;
    const std::size_t at =
        std::min(bad.size() - 1, places[random() % places.size()] + random() % 700 - 350);
    bad[at] = static_cast<char>(bad[at] ^ static_cast<char>(1 + random() % 255));
    base::write_file(file, bad, base::Overwrite::yes);
    bool is_noticed = true;
    try {
      study::Database now(*study_, study::Access::read);
      Findings findings = Ledger(*study_, now).verify();
      std::erase_if(findings, [](const Finding &f) { return f.code == "CONSENT-GUARD-MISSING"; });
      is_noticed = !findings.empty();
      if (!is_noticed) {
        EXPECT_EQ(now.select(event_columns(), "FROM consent_events ORDER BY number"), pristine_)
            << "byte " << at;
      }
    } catch (const Error &) {
    }
    noticed += is_noticed;
  }
  EXPECT_GT(noticed, trials() / 2);
  base::write_file(file, good, base::Overwrite::yes);
}

TEST_P(registry_file, cut_short_or_empty_is_told_and_left_alone) {
  database_.reset();
  const fs::path file = study_->private_folder() / "registry.sqlite";
  const std::string good = base::read_file(file);
  for (const std::size_t size : {std::size_t{100}, std::size_t{5000}, good.size() / 2}) {
    base::write_file(file, good.substr(0, size), base::Overwrite::yes);
    const auto look = [&] {
      const Ledger ledger(*study_, study::Access::read);
      if (!ledger.verify().empty()) throw PolicyError("CONSENT", "found");
    };
    EXPECT_THROW(look(), Error) << size;
    EXPECT_EQ(base::read_file(file), good.substr(0, size));
  }
}

} // namespace
} // namespace curate::consent
