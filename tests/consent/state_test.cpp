#include <gtest/gtest.h>
#include <libcurate/consent/report.hpp>
#include <libcurate/consent/scope_cells.hpp>
#include <libcurate/consent/state.hpp>
#include <libcurate/json/write.hpp>

namespace curate::consent {
namespace {

base::Day day(const std::string &text) {
  return base::day_of(text).value();
}

Scope scope_in(const std::string &words) {
  return scope_of_cells(cells_of_words({words}).value()).value();
}

const Scope broad =
    scope_in("permission=GRU access=open regions=everywhere kinds=images recontact");
const Scope narrow = scope_in("permission=HMB access=controlled regions=DE kinds=images");

/// A history of one person, told in order.
class History {
public:
  History &grant(const std::string &from, const Scope &scope, const std::string &until = {}) {
    return add(EventKind::grant, from, until).with(scope);
  }
  History &amend(const std::string &from, const Scope &scope) {
    return add(EventKind::amend, from, {}).with(scope);
  }
  History &renew(const std::string &from, const std::string &until) {
    return add(EventKind::renew, from, until);
  }
  History &withdraw(const std::string &from, Level level) {
    add(EventKind::withdraw, from, {});
    events_.back().level = level;
    return *this;
  }
  History &correct(std::int64_t number, const std::string &from) {
    add(EventKind::correct, from, {});
    events_.back().corrects = number;
    return *this;
  }
  History &with(const Scope &scope) {
    events_.back().scope = json::to_line(to_json(scope));
    return *this;
  }
  State on(const std::string &text) const { return state_of(events_, day(text)); }
  std::string standing(const std::string &text) const {
    return std::string(name_of(standing_of(on(text), day(text))));
  }
  std::vector<Event> &events() { return events_; }

private:
  History &add(EventKind kind, const std::string &from, const std::string &until) {
    Event event;
    event.number = static_cast<std::int64_t>(events_.size()) + 1;
    event.subject = "a";
    event.kind = kind;
    event.valid_from = day(from);
    event.valid_until = base::day_of(until);
    events_.push_back(event);
    return *this;
  }

  std::vector<Event> events_;
};

TEST(consent_state, holds_from_its_day_to_its_last) {
  const auto history = History().grant("2024-01-02", broad, "2025-01-01");
  EXPECT_EQ(history.standing("2024-01-01"), "none");
  EXPECT_EQ(history.standing("2024-01-02"), "given");
  EXPECT_EQ(history.standing("2025-01-01"), "given");
  EXPECT_EQ(history.standing("2025-01-02"), "ended");
  EXPECT_EQ(history.on("2024-06-01").scope, broad);
}

TEST(consent_state, the_earlier_end_counts) {
  Scope ending = broad;
  ending.until = day("2024-06-01");
  EXPECT_EQ(History().grant("2024-01-01", ending, "2025-01-01").on("2024-02-01").until,
            day("2024-06-01"));
  ending.until = day("2026-06-01");
  EXPECT_EQ(History().grant("2024-01-01", ending, "2025-01-01").on("2024-02-01").until,
            day("2025-01-01"));
}

TEST(consent_state, is_amended_and_renewed) {
  const auto history = History()
                           .grant("2024-01-01", broad, "2024-12-31")
                           .amend("2024-06-01", narrow)
                           .renew("2024-12-01", "2026-12-31");
  EXPECT_EQ(history.on("2024-05-31").scope, broad);
  EXPECT_EQ(history.on("2024-06-01").scope, narrow);
  EXPECT_EQ(history.standing("2025-06-01"), "given");
  EXPECT_EQ(history.on("2025-06-01").because, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST(consent_state, withdrawals_go_as_far_as_they_say) {
  const auto contact = History().grant("2024-01-01", broad).withdraw("2024-02-01", Level::contact);
  EXPECT_EQ(contact.standing("2024-02-01"), "given");
  EXPECT_FALSE(contact.on("2024-02-01").scope->recontact);
  EXPECT_TRUE(contact.on("2024-01-31").scope->recontact);
  const auto use = History()
                       .grant("2024-01-01", broad)
                       .withdraw("2024-02-01", Level::use)
                       .withdraw("2024-03-01", Level::contact)
                       .amend("2024-04-01", narrow);
  EXPECT_EQ(use.on("2024-05-01").withdrawn, Level::use);
  EXPECT_EQ(use.standing("2024-05-01"), "withdrawn");
}

TEST(consent_state, a_later_consent_is_a_new_one_and_an_earlier_one_told_late_is_not) {
  const auto again = History()
                         .grant("2024-01-01", broad)
                         .withdraw("2024-02-01", Level::use)
                         .grant("2024-03-01", narrow);
  EXPECT_EQ(again.standing("2024-02-15"), "withdrawn");
  EXPECT_EQ(again.standing("2024-03-01"), "given");
  EXPECT_EQ(again.on("2024-03-01").scope, narrow);
  const auto late = History().withdraw("2024-02-01", Level::use).grant("2024-01-01", broad);
  EXPECT_EQ(late.standing("2024-03-01"), "withdrawn");
}

TEST(consent_state, corrections_stand_for_what_they_correct) {
  const auto wrong_scope =
      History().grant("2024-01-01", broad).correct(1, "2024-01-05").with(narrow);
  EXPECT_EQ(wrong_scope.standing("2024-01-02"), "none");
  EXPECT_EQ(wrong_scope.on("2024-02-01").scope, narrow);
  const auto never = History().grant("2024-01-01", broad).correct(1, "2024-01-01");
  EXPECT_EQ(never.standing("2024-02-01"), "none");
  const auto no_withdrawal = History()
                                 .grant("2024-01-01", broad)
                                 .withdraw("2024-02-01", Level::use)
                                 .correct(2, "2024-02-01");
  EXPECT_EQ(no_withdrawal.standing("2024-03-01"), "given");
  auto twice =
      History().grant("2024-01-01", broad).correct(1, "2024-01-01").correct(1, "2024-01-01");
  twice.with(narrow);
  EXPECT_EQ(twice.on("2024-02-01").scope, narrow);
}

TEST(consent_state, a_scope_that_cannot_be_read_allows_nothing) {
  History history;
  history.grant("2024-01-01", broad);
  history.events()[0].scope = R"({"permission":"DUO:9999999"})";
  EXPECT_EQ(history.standing("2024-02-01"), "unclear");
}

TEST(consent_report, tells_who_is_to_be_seen_to) {
  std::vector<Event> events;
  const auto add = [&](const std::string &subject, History &history) {
    for (Event event : history.events()) {
      event.subject = subject;
      events.push_back(event);
    }
  };
  add("given", History().grant("2024-01-01", broad));
  add("soon", History().grant("2024-01-01", broad, "2024-07-01"));
  add("ended", History().grant("2023-01-01", narrow, "2023-12-31"));
  add("gone", History().grant("2024-01-01", narrow).withdraw("2024-02-01", Level::access));
  const Report report =
      report_of(events, {day("2024-06-01"), {}, 30, {"given", "ended", "gone", "nobody"}});
  EXPECT_EQ(report.people.size(), 5U);
  EXPECT_EQ(report.count(Standing::given), 2U);
  EXPECT_EQ(report.expiring, std::vector<std::string>{"soon"});
  EXPECT_EQ(report.data_without_consent, (std::vector<std::string>{"ended", "gone", "nobody"}));
  EXPECT_EQ(report.consent_without_data, std::vector<std::string>{"soon"});
  EXPECT_EQ(report.by_scope, (std::map<std::string, std::size_t>{{short_words(broad), 2}}));
}

} // namespace
} // namespace curate::consent
