#pragma once

#include <libcurate/base/finding.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace curate::release {

enum class GateVerdict { pass, fail, not_applicable };

/// "pass", "fail", "not_applicable".
std::string_view name_of(GateVerdict verdict);

/// What a release has to pass before it is built.
struct Gate {
  std::string name;
  GateVerdict verdict = GateVerdict::pass;
  std::string words; ///< what was looked at, and how many of what
  Findings findings;
};

/// A gate that fails where one of the findings is an error.
Gate gate_of(std::string name, std::string words, Findings findings);

} // namespace curate::release
