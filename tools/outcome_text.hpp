#pragma once

#include "tools/options.hpp"

#include <iosfwd>
#include <libcurate/conversion/outcome.hpp>

namespace curate::tools {

/// A line for every series (what became of it and why), then the counts and the findings, grouped.
void print_outcome(std::ostream &out, const conversion::Outcome &outcome, const Common &common);

/// One JSON object per series and line:
/// {"series_number","status","code","files":[…],"rule", ...}. What is of no series is told in words
/// to `err`.
void print_outcome_json(std::ostream &out, std::ostream &err, const conversion::Outcome &outcome,
                        const Common &common);

/// What `inspect` tells: a line for every series with the name it would get.
void print_inspection(std::ostream &out, const conversion::Outcome &outcome, const Common &common);

/// One JSON object per series and line; what is of no series as above.
void print_inspection_json(std::ostream &out, std::ostream &err, const conversion::Outcome &outcome,
                           const Common &common);

} // namespace curate::tools
