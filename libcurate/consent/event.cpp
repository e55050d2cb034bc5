#include <libcurate/base/text.hpp>
#include <libcurate/consent/event.hpp>

#include <algorithm>
#include <array>

namespace curate::consent {

namespace {

constexpr std::array<std::string_view, 5> kinds = {"grant", "amend", "renew", "withdraw",
                                                   "correct"};
constexpr std::array<std::string_view, 3> levels = {"contact", "access", "use"};

template <typename Enum, std::size_t Count>
std::optional<Enum> named(const std::array<std::string_view, Count> &names, std::string_view name) {
  const auto *at = std::ranges::find(names, name);
  if (at == names.end()) return {};
  return static_cast<Enum>(at - names.begin());
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Which parts an event of a kind must have, may have, or must not have.
std::optional<std::string> wrong_parts(const NewEvent &event) {
  const bool has_scope = !event.scope.empty(), has_level = event.level.has_value();
  const bool has_number = event.corrects.has_value();
  switch (event.kind) {
  case EventKind::grant:
  case EventKind::amend:
    if (!has_scope) return "what was agreed to (the scope) is missing";
    if (has_level || has_number) return "a consent has no level and corrects nothing";
    return {};
  case EventKind::renew:
    if (!event.valid_until) return "until when it is renewed is missing";
    if (has_level || has_number) return "a renewal has no level and corrects nothing";
    return {};
  case EventKind::withdraw:
    if (!has_level) return "the level of the withdrawal is missing";
    if (has_scope || has_number) return "a withdrawal has no scope and corrects nothing";
    return {};
  case EventKind::correct:
    if (!has_number) return "the number of the event to correct is missing";
    if (has_scope && has_level) return "a correction has a scope, or a level, or neither";
    return {};
  }
  return {};
}

} // namespace

std::string_view name_of(EventKind kind) {
  return kinds[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Level level) {
  return levels[static_cast<std::size_t>(level)];
}

std::optional<EventKind> event_kind_of(std::string_view name) {
  return named<EventKind>(kinds, name);
}

std::optional<Level> level_of(std::string_view name) {
  return named<Level>(levels, name);
}

std::optional<Problem> problem_of(const NewEvent &event, base::Day today) {
  if (event.subject.empty() || base::alphanumeric(event.subject) != event.subject)
    return Problem{"CONSENT-LABEL", "the subject is no label: letters and digits only",
                   "give the label that the study uses, as sub-..."};
  if (event.valid_from > today)
    return Problem{"CONSENT-FUTURE", "the day from which it is valid lies in the future",
                   "correct the day, or record it when it has come"};
  if (event.valid_until && *event.valid_until < event.valid_from)
    return Problem{"CONSENT-BACKWARDS", "it ends before it begins", "correct one of the days"};
  if (!event.evidence_sha256.empty() && !is_sha256(event.evidence_sha256))
    return Problem{"CONSENT-EVIDENCE", "the digest of the evidence is no SHA-256",
                   "give 64 hexadecimal digits, as sha256sum prints"};
  if (!base::is_utf8(event.by))
    return Problem{"CONSENT-PARTS", "who recorded it is no UTF-8 text", "write the name in UTF-8"};
  if (auto wrong = wrong_parts(event))
    return Problem{"CONSENT-PARTS", std::move(*wrong), "add or leave out what the message names"};
  return {};
}

bool say_the_same(const NewEvent &a, const NewEvent &b) {
  NewEvent other = b;
  other.by = a.by;
  return a == other;
}

} // namespace curate::consent
