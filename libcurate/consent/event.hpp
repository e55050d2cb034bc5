#pragma once

#include <cstdint>
#include <libcurate/base/day.hpp>
#include <libcurate/base/result.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace curate::consent {

/// What happened to a consent.
enum class EventKind {
  grant,    ///< a new consent; after a withdrawal it counts anew
  amend,    ///< another scope from a day on
  renew,    ///< another end
  withdraw, ///< at a level
  correct,  ///< an earlier event was recorded wrongly: this is what it should have said, or nothing
};

/// How far somebody withdraws.
enum class Level {
  contact, ///< is not written to any more
  access,  ///< is kept inside, and leaves every release from now on
  use,     ///< is removed
};

/// "grant", ...; "contact", ...
std::string_view name_of(EventKind kind);
std::string_view name_of(Level level);
std::optional<EventKind> event_kind_of(std::string_view name);
std::optional<Level> level_of(std::string_view name);

/// What an officer has to say of one person.
struct NewEvent {
  std::string subject; ///< label without "sub-"
  EventKind kind = EventKind::grant;
  base::Day valid_from{};
  std::optional<base::Day> valid_until; ///< the last day
  std::string by;                       ///< who recorded it
  std::string evidence_sha256;          ///< of the signed document; empty where there is none
  std::string scope;          ///< json::to_line(to_json(Scope)); empty where there is none
  std::optional<Level> level; ///< of a withdrawal
  std::optional<std::int64_t> corrects; ///< the number of an event

  bool operator==(const NewEvent &) const = default;
};

/// What was recorded. Never changed.
struct Event : NewEvent {
  std::int64_t number = 0; ///< from 1, without gaps
  std::string recorded;    ///< UTC, ISO 8601
  std::string previous;    ///< hash of the event before; of the first: 64 zeros
  std::string hash;        ///< SHA-256, hexadecimal digits
  std::string seal; ///< a keyed digest of the hash: whoever lacks the study's key cannot make it

  bool operator==(const Event &) const = default;
};

/// Why an event cannot be recorded on that day, whatever else is recorded: CONSENT-LABEL,
/// CONSENT-FUTURE, CONSENT-BACKWARDS, CONSENT-EVIDENCE, CONSENT-PARTS (a scope, level or number is
/// missing or too many).
std::optional<Problem> problem_of(const NewEvent &event, base::Day today);

/// Whether two say the same of the same person, whoever recorded it and when.
bool say_the_same(const NewEvent &a, const NewEvent &b);

} // namespace curate::consent
