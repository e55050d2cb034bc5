#pragma once

#include <libcurate/bids/entities.hpp>
#include <optional>
#include <string>

namespace curate::bids {

/// What becomes of a picture in a dataset, and why. Holds no text of a header: rule ids, reasons of
/// ours, and labels from the allow-lists.
struct NameVerdict {
  enum class Status { named, skip, unknown };
  Status status = Status::unknown;
  Entities name;                      ///< without sub, ses and run
  std::optional<std::string> session; ///< a label that a rule or a protocol name asks for
  std::string rule;                   ///< "user.<id>", "protocol-name", "builtin.t1w"
  std::string code; ///< NAME-SKIP, NAME-UNKNOWN or NAME-INCOMPLETE; empty where named
  std::string reason;
};

/// "named", "skip", "unknown".
std::string_view name_of(NameVerdict::Status status);

NameVerdict named(std::string rule, std::string reason, Entities name);
NameVerdict skipped(std::string rule, std::string reason);
NameVerdict unknown(std::string rule, std::string reason);

} // namespace curate::bids
