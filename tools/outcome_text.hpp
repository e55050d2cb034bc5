#pragma once

#include "tools/options.hpp"

#include <iosfwd>
#include <libcurate/conversion/outcome.hpp>

namespace curate::tools {

/// A line for every series (what became of it and why), then the counts and the findings, grouped.
void print_outcome(std::ostream &out, const conversion::Outcome &outcome, const Common &common);

/// One JSON object per series and line:
/// {"series_number","status","code","files":[…],"rule", ...}.
void print_outcome_json(std::ostream &out, const conversion::Outcome &outcome);

/// What `inspect` tells: a line for every series with the name it would get.
void print_inspection(std::ostream &out, const conversion::Outcome &outcome, const Common &common);

/// One JSON object per series and line.
void print_inspection_json(std::ostream &out, const conversion::Outcome &outcome);

} // namespace curate::tools
