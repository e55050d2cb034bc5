#include <libcurate/consent/state.hpp>
#include <libcurate/json/read.hpp>

#include <algorithm>
#include <unordered_map>

namespace curate::consent {

namespace {

/// Scopes by their text: a study has a few, and many people.
class Scopes {
public:
  const Result<Scope> &of(const std::string &text) {
    const auto at = known_.find(text);
    if (at != known_.end()) return at->second;
    const auto value = json::parse(text);
    return known_.emplace(text, value ? scope_of(*value) : tl::unexpected<Problem>(value.error()))
        .first->second;
  }

private:
  std::unordered_map<std::string, Result<Scope>> known_;
};

/// An event as it counts: what it says, and what kind of event that is.
struct Told {
  const Event *event = nullptr;
  EventKind kind = EventKind::grant;
  std::int64_t number = 0; ///< of the event that was recorded first
};

// Each correction stands in the place of what it corrects; one that says nothing voids it.
std::vector<Told> corrected(std::span<const Event *const> events) {
  std::vector<Told> all;
  for (const Event *event : events) {
    if (event->kind != EventKind::correct) {
      all.push_back({event, event->kind, event->number});
      continue;
    }
    const auto at = std::ranges::find(all, event->corrects.value_or(0), &Told::number);
    if (at != all.end()) at->event = event;
  }
  std::erase_if(all, [](const Told &one) {
    return one.event->kind == EventKind::correct && one.event->scope.empty() && !one.event->level &&
           !one.event->valid_until;
  });
  std::ranges::stable_sort(all, {}, [](const Told &one) { return one.event->valid_from; });
  return all;
}

void take_scope(State &state, const Event &event, Scopes &scopes) {
  if (event.scope.empty()) return;
  const auto &scope = scopes.of(event.scope);
  state.contradiction.reset();
  if (scope)
    state.scope = *scope;
  else
    state.contradiction = "the scope of the consent cannot be understood: " + scope.error().message;
}

void apply(State &state, const Told &told, Scopes &scopes) {
  const Event &event = *told.event;
  switch (told.kind) {
  case EventKind::grant:
    state = {};
    state.since = event.valid_from;
    state.until = event.valid_until;
    take_scope(state, event, scopes);
    break;
  case EventKind::amend:
  case EventKind::renew:
    take_scope(state, event, scopes);
    if (event.valid_until) state.until = event.valid_until;
    break;
  case EventKind::withdraw:
    if (event.level && (!state.withdrawn || *state.withdrawn < *event.level))
      state.withdrawn = event.level;
    break;
  case EventKind::correct:
    return;
  }
  state.because.push_back(event.number);
}

State state_by(std::span<const Event *const> events, base::Day on, Scopes &scopes) {
  State state;
  for (const Told &told : corrected(events))
    if (told.event->valid_from <= on) apply(state, told, scopes);
  if (!state.scope) return state;
  if (state.scope->until && (!state.until || *state.scope->until < *state.until))
    state.until = state.scope->until;
  if (state.withdrawn) state.scope->recontact = false;
  return state;
}

std::vector<const Event *> pointers_to(std::span<const Event> events) {
  std::vector<const Event *> all;
  all.reserve(events.size());
  for (const auto &event : events)
    all.push_back(&event);
  return all;
}

} // namespace

std::vector<Event> as_corrected(std::span<const Event> of_one_person) {
  std::vector<Event> all;
  for (const Told &told : corrected(pointers_to(of_one_person))) {
    all.push_back(*told.event);
    all.back().kind = told.kind;
  }
  return all;
}

State state_of(std::span<const Event> events, base::Day on) {
  Scopes scopes;
  return state_by(pointers_to(events), on, scopes);
}

std::map<std::string, State> states(std::span<const Event> events, base::Day on) {
  auto sorted = pointers_to(events);
  std::ranges::stable_sort(
      sorted, {}, [](const Event *event) -> const std::string & { return event->subject; });
  Scopes scopes;
  std::map<std::string, State> all;
  for (auto begin = sorted.begin(); begin != sorted.end();) {
    const std::string &subject = (*begin)->subject;
    const auto end = std::find_if(begin, sorted.end(),
                                  [&](const Event *event) { return event->subject != subject; });
    all.emplace_hint(all.end(), subject, state_by(std::span(begin, end), on, scopes));
    begin = end;
  }
  return all;
}

} // namespace curate::consent
