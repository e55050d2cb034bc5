#pragma once

#include "tools/options.hpp"

#include <iosfwd>
#include <libcurate/json/value.hpp>
#include <libcurate/release/build.hpp>

namespace curate::tools {

/// A plan as a person reads it: who and what leaves, who does not and why, every gate.
void print_plan(std::ostream &out, const release::Plan &plan, const Common &common);

/// A plan as one JSON object; `path` is where it was built, or empty.
json::Value plan_json(const release::Plan &plan, const fs::path &path);

/// Where it is, and what its recipients need.
void print_built(std::ostream &out, const release::Built &built);

} // namespace curate::tools
