#pragma once

#include <libcurate/bids/entities.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::bids {

/// What becomes of a picture in a dataset, and why. Holds no text of a header: rule ids, reasons of
/// ours, words of ours, numbers, and labels from the allow-lists.
struct NameVerdict {
  enum class Status { named, skip, unknown };
  Status status = Status::unknown;
  Entities name;                      ///< without sub, ses and run
  std::optional<std::string> session; ///< a label that a rule or a protocol name asks for
  /// What a ReproIn name says of the run: digits, "+" (the next) or "=" (as the one before).
  std::string run_mark;
  bool joins_session = false; ///< ReproIn's "ses=": of the session before
  std::string rule;           ///< "user.<id>", "protocol-name", "builtin.t1w"
  std::string code;           ///< NAME-SKIP, NAME-UNKNOWN or NAME-INCOMPLETE; empty where named
  std::string reason;
  std::vector<std::string> matched; ///< what the rule matched on: "word \"mprage\"", "TI 900 ms"
  std::vector<std::string> missing; ///< what would have to be known, where it is unknown
};

/// "named", "skip", "unknown".
std::string_view name_of(NameVerdict::Status status);

NameVerdict named(std::string rule, std::string reason, Entities name);
NameVerdict skipped(std::string rule, std::string reason);
NameVerdict unknown(std::string rule, std::string reason, std::vector<std::string> missing = {});

} // namespace curate::bids
