#pragma once

#include <libcurate/consent/event.hpp>
#include <libcurate/consent/scope.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace curate::consent {

/// What holds of one person's consent on a day.
struct State {
  std::optional<Scope> scope;     ///< nothing where there is no consent
  base::Day since{};              ///< the day of the consent
  std::optional<base::Day> until; ///< its last day: of the event or of the scope, the earlier
  std::optional<Level> withdrawn; ///< the furthest since that consent
  std::optional<std::string> contradiction; ///< why nothing can be decided, in words
  std::vector<std::int64_t> because;        ///< the events it follows from

  bool operator==(const State &) const = default;
};

/// What follows from the events of one person that are valid on that day, in the order of the days
/// from which they are valid. Corrected events count as they were corrected. A later consent is a
/// new one; a withdrawal of contact leaves the rest of the scope.
State state_of(std::span<const Event> events, base::Day on);

/// The same for everybody, by label.
std::map<std::string, State> states(std::span<const Event> events, base::Day on);

/// The events of one person as they were corrected: each correction in the place of what it
/// corrects, which `corrects` names; without those that never happened; in the order of the days
/// from which they are valid.
std::vector<Event> as_corrected(std::span<const Event> of_one_person);

} // namespace curate::consent
