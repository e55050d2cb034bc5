#include "tests/consent/ledger_maker.hpp"

#include <gtest/gtest.h>
#include <libcurate/consent/reconsent.hpp>
#include <libcurate/consent/scope_cells.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/study/blocked.hpp>
#include <tests/support/folders.hpp>

namespace curate::consent {
namespace {

TEST(reconsent, lifts_the_block_of_who_consents_anew_and_of_nobody_else) {
  const support::TemporaryFolder temporary;
  const auto study = study::Study::init(temporary.path() / "s", "a");
  Ledger ledger(study, study::Access::write);
  const auto words =
      cells_of_words({"permission=GRU access=open regions=everywhere kinds=images"}).value();
  const std::string scope = json::to_line(to_json(scope_of_cells(words).value()));
  const auto grant = [&](const std::string &subject, const std::string &from) {
    NewEvent event = grant_of(subject, from);
    event.scope = scope;
    return event;
  };
  std::vector<NewEvent> events;
  for (const std::string subject : {"again", "late"}) {
    events.push_back(grant(subject, "2020-01-01"));
    events.push_back(withdrawal_of(subject, Level::use, "2021-01-01"));
    study::Blocked::add(ledger.database(), study.key(), subject, {"id of " + subject}, "use");
  }
  events.push_back(grant("again", "2022-01-01"));
  events.push_back(grant("late", "2020-06-01")); // an old consent, recorded late
  ledger.append(events);
  const base::Day on = base::day_of("2024-01-01").value();
  EXPECT_EQ(lift_blocks(study, ledger, {"again", "late", "other"}, on),
            std::set<std::string>{"again"});
  const study::Blocked blocked(ledger.database(), study.key());
  EXPECT_FALSE(blocked.has("id of again", "again"));
  EXPECT_TRUE(blocked.has("id of late", "late"));
  EXPECT_TRUE(lift_blocks(study, ledger, {"again", "late"}, on).empty());
}

} // namespace
} // namespace curate::consent
