#pragma once

#include <libcurate/consent/event.hpp>

namespace curate::consent {

/// A consent that a ledger accepts; its scope is JSON, and means nothing.
inline NewEvent grant_of(const std::string &subject, const std::string &from) {
  NewEvent event;
  event.subject = subject;
  event.valid_from = base::day_of(from).value();
  event.by = "officer";
  event.evidence_sha256 = std::string(64, 'a');
  event.scope = R"({"made":true})";
  return event;
}

/// A withdrawal.
inline NewEvent withdrawal_of(const std::string &subject, Level level, const std::string &from) {
  NewEvent event;
  event.subject = subject;
  event.kind = EventKind::withdraw;
  event.valid_from = base::day_of(from).value();
  event.by = "officer";
  event.level = level;
  return event;
}

/// Declares an event void.
inline NewEvent correction_of(const std::string &subject, std::int64_t number) {
  NewEvent event;
  event.subject = subject;
  event.kind = EventKind::correct;
  event.valid_from = base::day_of("2020-01-01").value();
  event.by = "officer";
  event.corrects = number;
  return event;
}

} // namespace curate::consent
