#pragma once

#include <libcurate/base/finding.hpp>
#include <string>

namespace curate::report {

/// Findings for a person: errors first, the same code and message told once with a count and the
/// first three places. Those below `least` are left out.
std::string to_text(const Findings &findings, Severity least);

} // namespace curate::report
