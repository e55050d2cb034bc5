#pragma once

#include <libcurate/conversion/names.hpp>
#include <libcurate/conversion/outcome.hpp>
#include <libcurate/conversion/request.hpp>
#include <libcurate/study/study.hpp>

namespace curate::conversion {

/// Writes what `convert` would do as a table to edit and give back: a row per picture. To `file`,
/// or to private/plans/plan.tsv, which replaces the one before. Nothing else is written, not even
/// to the registry.
Outcome write_plan(const study::Study &study, const Request &request,
                   const std::optional<fs::path> &file);

/// An edited plan by key. Throws UsageError that names every bad row and column.
Plan read_plan_file(const fs::path &file);

} // namespace curate::conversion
