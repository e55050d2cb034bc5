#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/bids/entities.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::bids {

/// One picture of a plan.
struct PlanRow {
  std::string key;              ///< what the picture is known by; letters, digits and ".-_"
  std::string series;           ///< series number
  std::string description;      ///< scrubbed
  std::string kind;             ///< what it is: "T1w", "localizer", ...
  std::optional<Entities> name; ///< complete; nothing where it has none
  std::string rule, why;
  bool is_included = false;
  std::size_t row = 0; ///< of the table it was read from; its header is row 1
};

/// What was read, and what is wrong with it: with any finding, the plan must not be used.
struct ReadPlan {
  std::vector<PlanRow> rows;
  Findings findings; ///< PLAN-*; `place` names the row (the header is row 1) and the column
};

/// The plan as TSV: columns key, series_number, description, kind, name, rule, why, action; the
/// name is the path below the dataset without extension, the action "include" or "skip".
std::string plan_text(const std::vector<PlanRow> &rows);

/// Reads a plan that a user may have edited: rows may be left out, moved, renamed, included and
/// skipped; other columns are passed over.
ReadPlan read_plan(std::string_view text, const std::string &file);

} // namespace curate::bids
