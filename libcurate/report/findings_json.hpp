#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/json/value.hpp>

namespace curate::report {

/// {"severity","code","file","place","message","remedy"}.
json::Value to_json(const Finding &finding);

/// An array of them.
json::Value to_json(const Findings &findings);

} // namespace curate::report
