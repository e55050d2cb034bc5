#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/conversion/plan_file.hpp>
#include <libcurate/conversion/study_rules.hpp>

namespace curate::conversion {

namespace {

constexpr std::size_t max_plan_bytes = std::size_t{256} << 20;

bids::PlanRow row_of(const SurveyedSeries &one, std::size_t part,
                     const std::optional<bids::Entities> &name) {
  const auto &told = one.outcome.pictures[part];
  bids::PlanRow row;
  row.key = key_of(one, part);
  if (one.outcome.series_number) row.series = std::to_string(*one.outcome.series_number);
  row.description = one.outcome.description;
  row.kind = told.kind;
  row.name = name;
  row.rule = told.rule;
  row.why = told.code.empty() ? told.reason : fmt::format("[{}] {}", told.code, told.reason);
  row.is_included = name.has_value();
  return row;
}

} // namespace

Outcome write_plan(const study::Study &study, const Request &request,
                   const std::optional<fs::path> &file) {
  const study::Registry registry(study, study::Registry::Access::read);
  const auto rules = rules_of(&study, &registry, request);
  Survey survey = conversion::survey(request, rules->rulebook);
  settle_visits(survey);
  const Names names = assign_names(survey, rules->memory, rules->session, {});
  std::vector<bids::PlanRow> rows;
  for (std::size_t s = 0; s < survey.series.size(); ++s) {
    auto &one = survey.series[s];
    if (one.problem) continue;
    for (std::size_t part = 0; part < one.pictures.size(); ++part) {
      rows.push_back(row_of(one, part, names.of[s][part]));
      if (rows.back().name) one.outcome.pictures[part].name = entities_text(*rows.back().name);
    }
  }
  const fs::path target = file ? *file : study.plans() / "plan.tsv";
  base::write_file(target, bids::plan_text(rows), base::Overwrite::yes);
  Outcome outcome = outcome_of(std::move(survey));
  outcome.findings.push_back({Severity::info,
                              "PLAN-WRITTEN",
                              target.string(),
                              {},
                              "the plan was written; edit it, and give it back with --plan",
                              {}});
  return outcome;
}

Plan read_plan_file(const fs::path &file) {
  auto read = bids::read_plan(base::read_file(file, max_plan_bytes), file.string());
  if (!read.findings.empty()) {
    std::string text = "the plan cannot be used; nothing was written:";
    for (const auto &finding : read.findings)
      text += fmt::format("\n  {}: [{}] {}", finding.place, finding.code, finding.message);
    throw UsageError(text);
  }
  Plan plan;
  for (auto &row : read.rows) {
    const std::string key = row.key;
    plan.emplace(key, std::move(row));
  }
  return plan;
}

} // namespace curate::conversion
