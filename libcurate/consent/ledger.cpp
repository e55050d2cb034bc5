#include <libcurate/base/clock.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/consent/checkpoint.hpp>
#include <libcurate/consent/ledger.hpp>
#include <libcurate/consent/stored_event.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace curate::consent {

namespace {

// From how many people on reading the whole ledger is quicker than asking for each.
constexpr std::size_t many_people = 100;

[[noreturn]] void broken(const std::string &where, const std::string &what) {
  throw PolicyError("CONSENT-LEDGER-BROKEN",
                    fmt::format("the consent ledger was tampered with or damaged: {}: {}; nothing "
                                "is decided by it or added to it: run curate consent verify, and "
                                "bring the registry back from its backup",
                                where, what));
}

Event checked(const study::Cells &row, const study::Key &key) {
  const std::string where = fmt::format("event {}", base::to_integer(row[0]).value_or(0));
  if (const auto problem = problem_of_row(row, key)) broken(where, problem->message);
  auto event = event_of(row);
  if (!event) broken(where, event.error().message);
  return std::move(*event);
}

// A correction says all that the event should have said, or nothing: then it never happened.
bool can_correct(const NewEvent &event, EventKind kind) {
  const bool has_scope = !event.scope.empty(), has_level = event.level.has_value();
  if (!has_scope && !has_level && !event.valid_until) return true;
  switch (kind) {
  case EventKind::grant:
  case EventKind::amend:
    return has_scope && !has_level;
  case EventKind::renew:
    return event.valid_until.has_value() && !has_level;
  case EventKind::withdraw:
    return has_level && !has_scope;
  case EventKind::correct:
    return false;
  }
  return false;
}

std::optional<Problem> problem_of_correction(const NewEvent &event,
                                             const std::vector<Event> &known) {
  const auto at = std::ranges::find_if(known, [&](const Event &one) {
    return one.number == event.corrects && one.kind != EventKind::correct;
  });
  if (at == known.end())
    return Problem{"CONSENT-NO-SUCH-EVENT", "the event to correct is not recorded of this person",
                   "see curate consent log for the numbers"};
  if (!can_correct(event, at->kind))
    return Problem{"CONSENT-PARTS", "the correction does not say all that the event should have",
                   "give all of it, or nothing to declare it void"};
  return {};
}

std::optional<Problem> problem_beside(const NewEvent &event, const std::vector<Event> &known) {
  const auto is_grant = [](const Event &one) { return one.kind == EventKind::grant; };
  switch (event.kind) {
  case EventKind::grant:
    for (const auto &one : known)
      if (is_grant(one) && one.valid_from == event.valid_from)
        return Problem{"CONSENT-SAME-DAY",
                       "another consent of this person from the same day says something else" +
                           (one.number > 0 ? fmt::format(" (event {})", one.number) : ""),
                       "amend it, or correct the event that is wrong"};
    return {};
  case EventKind::amend:
  case EventKind::renew:
    if (std::ranges::none_of(known, [&](const Event &one) {
          return is_grant(one) && one.valid_from <= event.valid_from;
        }))
      return Problem{"CONSENT-NONE-YET", "no consent is recorded that could be amended or renewed",
                     "record the consent itself first"};
    return {};
  case EventKind::correct:
    return problem_of_correction(event, known);
  case EventKind::withdraw:
    return {};
  }
  return {};
}

const Event *same_in(const std::vector<Event> &known, const NewEvent &event) {
  const auto at =
      std::ranges::find_if(known, [&](const Event &one) { return say_the_same(one, event); });
  return at == known.end() ? nullptr : &*at;
}

} // namespace

Ledger::Ledger(const study::Study &study, study::Access access)
    : study_(study), own_(std::make_unique<study::Database>(study, access)), database_(own_.get()) {
}

Ledger::Ledger(const study::Study &study, study::Database &database)
    : study_(study), database_(&database) {}

std::vector<Event> Ledger::events() const {
  std::vector<Event> all;
  all.reserve(static_cast<std::size_t>(std::max<std::int64_t>(count(), 0)));
  std::string previous(64, '0');
  database_->for_each(
      event_columns(), "FROM consent_events ORDER BY number", {}, [&](const study::Cells &row) {
        all.push_back(checked(row, study_.key()));
        const Event &event = all.back();
        if (event.number != static_cast<std::int64_t>(all.size()) || event.previous != previous)
          broken(fmt::format("event {}", all.size()), "it is missing, or not in its place");
        previous = event.hash;
      });
  return all;
}

std::vector<Event> Ledger::events_of(const std::string &subject) const {
  std::vector<Event> all;
  database_->for_each(event_columns(), "FROM consent_events WHERE subject = :s ORDER BY number",
                      {subject},
                      [&](const study::Cells &row) { all.push_back(checked(row, study_.key())); });
  return all;
}

std::int64_t Ledger::count() const {
  const auto rows = database_->select({"MAX(number)"}, "FROM consent_events");
  return base::to_integer(rows[0][0]).value_or(0);
}

Ledger::Known Ledger::known_of(std::span<const NewEvent> events) const {
  Known known;
  for (const auto &event : events)
    known[event.subject];
  if (known.size() < many_people) {
    for (auto &[subject, of_person] : known)
      of_person = events_of(subject);
    return known;
  }
  for (auto &event : this->events())
    if (const auto at = known.find(event.subject); at != known.end())
      at->second.push_back(std::move(event));
  return known;
}

Review Ledger::review(std::span<const NewEvent> events) const {
  const base::Day today = base::today();
  Review review;
  Known known = known_of(events);
  for (std::size_t i = 0; i < events.size(); ++i) {
    auto &of_person = known[events[i].subject];
    auto problem = problem_of(events[i], today);
    const bool is_there = !problem && same_in(of_person, events[i]) != nullptr;
    if (!problem && !is_there) problem = problem_beside(events[i], of_person);
    if (problem)
      review.refused.push_back({i, std::move(*problem)});
    else if (is_there)
      ++review.already;
    else
      of_person.push_back(Event{events[i], 0, {}, {}, {}, {}});
  }
  return review;
}

// What was cut off at the end shows by what was signed last: here, and in the copy beside.
void Ledger::check_end() const {
  const auto rows =
      database_->select(event_columns(), "FROM consent_events ORDER BY number DESC LIMIT 1");
  const auto newest = newest_checkpoint(*database_);
  const auto copy = copied_checkpoint(study_);
  const std::int64_t last = rows.empty() ? 0 : checked(rows[0], study_.key()).number;
  if (copy && !is_signed(*copy, study_.signing_key().public_key))
    broken("private/consent.checkpoint", "its signature is not the study's");
  if (copy && copy->number > last)
    broken(fmt::format("event {}", last + 1), "it is missing: private/consent.checkpoint knows it");
  if (last == 0 && !newest) return;
  if (!newest || newest->number != last || newest->hash != rows[0][12])
    broken(fmt::format("event {}", last), "it is not the one that was signed last");
  if (!is_signed(*newest, study_.signing_key().public_key))
    broken(fmt::format("event {}", last), "its signature is not the study's");
}

std::vector<std::int64_t> Ledger::append(std::span<const NewEvent> events) {
  study::Transaction transaction(*database_, ledger_table);
  check_end();
  if (const auto refused = review(events).refused; !refused.empty())
    throw PolicyError(refused[0].problem.code,
                      refused[0].problem.message + ": " + refused[0].problem.remedy);
  Known known = known_of(events);
  const auto ends =
      database_->select({"number", "hash"}, "FROM consent_events ORDER BY number DESC LIMIT 1");
  Event last;
  last.number = ends.empty() ? 0 : base::to_integer(ends[0][0]).value_or(0);
  last.hash = ends.empty() ? std::string(64, '0') : ends[0][1];
  const std::int64_t before = last.number;
  const std::string now = base::Clock::now_iso8601();
  std::vector<std::int64_t> numbers;
  std::vector<study::Cells> rows;
  for (const auto &event : events) {
    auto &of_person = known[event.subject];
    if (const Event *same = same_in(of_person, event)) {
      numbers.push_back(same->number);
      continue;
    }
    last = Event{event, last.number + 1, now, last.hash, {}, {}};
    rows.push_back(sealed_row(last, study_.key()));
    last.hash = rows.back()[12];
    numbers.push_back(last.number);
    of_person.push_back(last);
  }
  database_->run_for_each("INSERT INTO consent_events (number, subject, kind, valid_from,"
                          " valid_until, recorded, recorded_by, evidence, scope, level, corrects,"
                          " previous, hash, seal) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j,"
                          " :k, :l, :m, :n)",
                          rows);
  if (last.number > before)
    add_checkpoint(*database_,
                   signed_checkpoint(last.number, last.hash, now, study_.signing_key()));
  transaction.commit();
  if (!database_->is_in_transaction()) copy_newest_checkpoint();
  return numbers;
}

// Read anew: what another program added meanwhile is as good.
void Ledger::copy_newest_checkpoint() const {
  if (const auto newest = newest_checkpoint(*database_)) copy_checkpoint(study_, *newest);
}

} // namespace curate::consent
