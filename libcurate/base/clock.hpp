#pragma once

#include <chrono>
#include <string>

namespace curate::base {

/// The only place that time comes from: SOURCE_DATE_EPOCH (seconds since 1970, UTC) where it is
/// set, else the system's.
class Clock {
public:
  /// UTC, whole seconds. Throws UsageError when SOURCE_DATE_EPOCH is set and is no number.
  static std::chrono::sys_seconds now();
  /// "2026-03-01T12:00:00Z".
  static std::string now_iso8601();
};

/// "2026-03-01T12:00:00Z".
std::string iso8601(std::chrono::sys_seconds time);

} // namespace curate::base
