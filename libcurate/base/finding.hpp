#pragma once

#include <libcurate/base/result.hpp>
#include <string>
#include <vector>

namespace curate::base {

enum class Severity { info, warning, error };

/// "info", "warning", "error".
std::string_view name_of(Severity severity);

/// What a check has to say. Holds places (file, tag, row), never a value from the data.
struct Finding {
  Severity severity = Severity::error;
  std::string code;
  std::string file;
  std::string place;
  std::string message;
  std::string remedy;

  bool operator==(const Finding &) const = default;
};

using Findings = std::vector<Finding>;

/// The problem as a finding at a place.
Finding finding_of(const Problem &problem, Severity severity, std::string file = {},
                   std::string place = {});

} // namespace curate::base

namespace curate {
using base::Finding;
using base::Findings;
using base::Severity;
} // namespace curate
