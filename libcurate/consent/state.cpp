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

// Each correction stands in the place of what it corrects; one that says nothing voids it.
std::vector<Event> corrected(std::span<const Event> events) {
  std::vector<Event> all;
  for (const auto &event : events) {
    if (event.kind != EventKind::correct) {
      all.push_back(event);
      continue;
    }
    const auto at = std::ranges::find(all, event.corrects, [](const Event &one) {
      return std::optional<std::int64_t>(one.corrects.value_or(one.number));
    });
    if (at == all.end()) continue;
    const EventKind kind = at->kind;
    *at = event; // its `corrects` goes on to name what it stands for
    at->kind = kind;
  }
  std::erase_if(all, [](const Event &one) {
    return one.corrects && one.scope.empty() && !one.level && !one.valid_until;
  });
  std::ranges::stable_sort(all, {}, &Event::valid_from);
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

void apply(State &state, const Event &event, Scopes &scopes) {
  switch (event.kind) {
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

State state_by(std::span<const Event> events, base::Day on, Scopes &scopes) {
  State state;
  for (const auto &event : corrected(events))
    if (event.valid_from <= on) apply(state, event, scopes);
  if (!state.scope) return state;
  if (state.scope->until && (!state.until || *state.scope->until < *state.until))
    state.until = state.scope->until;
  if (state.withdrawn) state.scope->recontact = false;
  return state;
}

} // namespace

State state_of(std::span<const Event> events, base::Day on) {
  Scopes scopes;
  return state_by(events, on, scopes);
}

std::map<std::string, State> states(std::span<const Event> events, base::Day on) {
  std::map<std::string, std::vector<Event>> of_person;
  for (const auto &event : events)
    of_person[event.subject].push_back(event);
  Scopes scopes;
  std::map<std::string, State> all;
  for (const auto &[subject, theirs] : of_person)
    all.emplace_hint(all.end(), subject, state_by(theirs, on, scopes));
  return all;
}

} // namespace curate::consent
