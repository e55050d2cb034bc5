#include <libcurate/base/error.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/conversion/convert.hpp>
#include <libcurate/conversion/draft.hpp>
#include <libcurate/conversion/faces.hpp>
#include <libcurate/conversion/finish.hpp>
#include <libcurate/conversion/plan_file.hpp>
#include <libcurate/conversion/study_rules.hpp>
#include <libcurate/conversion/study_series.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <mutex>

namespace curate::conversion {

namespace {

void freeze(study::Registry &registry, const Survey &survey, const Names &names) {
  std::vector<study::PersonRow> people;
  for (const auto &person : survey.people)
    people.push_back(
        {person.person_token, person.label, person.name_token, person.birth_date_token});
  registry.freeze(people, names.visits, names.names);
}

void show_names(Survey &survey, const Names &names) {
  for (std::size_t s = 0; s < survey.series.size(); ++s)
    for (std::size_t part = 0; part < names.of[s].size(); ++part)
      if (names.of[s][part])
        survey.series[s].outcome.pictures[part].name = bids::path_of(*names.of[s][part], "");
}

// A picture without a row is skipped.
void complete_plan(const Survey &survey, Plan &plan) {
  for (const auto &one : survey.series)
    for (std::size_t part = 0; part < one.pictures.size(); ++part)
      plan.emplace(key_of(one, part), bids::PlanRow{});
}

// What a plan or a skip decided is told in place of the rule's words.
void apply_plan(Survey &survey, const Plan &plan) {
  for (auto &one : survey.series) {
    for (std::size_t part = 0; part < one.pictures.size(); ++part) {
      const auto at = plan.find(key_of(one, part));
      if (at == plan.end()) continue;
      auto &told = one.outcome.pictures[part];
      told.rule = "plan";
      told.code = at->second.is_included && at->second.name ? "" : "PLAN-SKIP";
      told.reason =
          at->second.is_included && at->second.name ? "named by the plan" : "left out by the plan";
    }
  }
}

struct Run {
  const study::Study &study;
  const Request &request;
  const StudyRules &rules;
  Survey &survey;
  const Names &names;
  study::Registry &registry;
  Faces *faces; ///< nothing: they stay
};

StudySeries series_of(const Run &run, std::size_t index) {
  return {run.study,
          run.request,
          run.rules,
          run.survey.series[index],
          run.names.of[index],
          run.names.session[index],
          run.faces == nullptr ? FaceStep(keep_face) : run.faces->step(index)};
}

FaceScope face_scope(const study::Study &study, const Request &request, const Survey &survey,
                     const Names &names) {
  FaceScope scope{.sessions = {}, .wanted = {}, .folder = study.private_folder()};
  for (std::size_t s = 0; s < survey.series.size(); ++s) {
    const SurveyedSeries &one = survey.series[s];
    scope.sessions.push_back({one.outcome.subject, names.session[s]});
    auto &wanted = scope.wanted.emplace_back();
    for (std::size_t part = 0; part < one.pictures.size(); ++part)
      wanted.push_back(names.of[s][part] ||
                       (request.keep_unnamed &&
                        one.pictures[part].verdict.status == bids::NameVerdict::Status::unknown));
  }
  return scope;
}

// Where faces have to be looked for: in what is still to be written.
void find_faces(const Run &run) {
  if (run.faces == nullptr) return;
  std::vector<std::size_t> to_do;
  for (std::size_t index = 0; index < run.survey.series.size(); ++index)
    if (!run.survey.series[index].problem && series_of(run, index).has_work())
      to_do.push_back(index);
  run.faces->find(to_do);
}

std::set<Session> write_series(const Run &run) {
  std::set<Session> touched;
  const auto order = largest_first(run.survey);
  MemoryBudget budget(budget_bytes(run.survey));
  std::mutex one_at_a_time;
  std::size_t done = 0;
  parallel::for_each(run.request.jobs, order.size(), [&](std::size_t at) {
    SurveyedSeries &one = run.survey.series[order[at]];
    const auto &session = run.names.session[order[at]];
    StudySeries series = series_of(run, order[at]);
    if (!one.problem) {
      series.keep_what_was_written();
      if (series.has_work()) {
        const MemoryBudget::Claim claim(budget, one.voxel_bytes);
        if (const auto clean = clean_of(one, run.rules.rulebook))
          series.convert(**clean);
        else
          tell_unreadable(one, clean.error());
      }
    }
    one.clean.reset();
    const std::lock_guard lock(one_at_a_time);
    if (!one.tokens.series.empty()) run.registry.record(series.row());
    if (series.has_written()) touched.insert({one.outcome.subject, session});
    if (run.request.progress) run.request.progress("converting", ++done, order.size());
  });
  return touched;
}

void throw_on_error(const Findings &findings) {
  std::string text;
  for (const auto &finding : findings)
    if (finding.severity == Severity::error)
      text += "\n  " + (finding.place.empty() ? "" : finding.place + ": ") + "[" + finding.code +
              "] " + finding.message + (finding.remedy.empty() ? "" : "; " + finding.remedy);
  if (!text.empty()) throw UsageError("nothing was written:" + text);
}

void check_report(const study::Study &study, const Request &request) {
  if (!request.report) return;
  if (!is_removing(study, request))
    throw UsageError("the study keeps faces, so that there is nothing to report; --face remove "
                     "takes them away");
  std::vector<fs::path> others = request.inputs;
  others.insert(others.end(), {study.dataset(), study.releases()});
  check_report_place(*request.report, others);
}

} // namespace

Outcome convert(const study::Study &study, const Request &request) {
  check_report(study, request);
  study::Registry registry(study, study::Registry::Access::write);
  const auto rules = rules_of(&study, &registry, request);
  Plan plan = request.plan ? read_plan_file(*request.plan) : Plan();
  Survey survey = conversion::survey(request, rules->rulebook);
  settle_visits(survey);
  if (request.plan) complete_plan(survey, plan);
  apply_plan(survey, plan);
  const Names names = assign_names(survey, rules->memory, rules->session, plan);
  throw_on_error(names.findings);
  freeze(registry, survey, names);
  show_names(survey, names);

  UnfinishedMark mark(study);
  mark.set();
  std::optional<Faces> faces;
  if (is_removing(study, request))
    faces.emplace(request, survey, rules->rulebook, face_scope(study, request, survey, names));
  const Run run{study, request, *rules, survey, names, registry, faces ? &*faces : nullptr};
  find_faces(run);
  const auto touched = write_series(run);
  if (faces) faces->finish();
  auto findings = finish(study, registry, touched, mark.was_there());
  mark.clear();

  Outcome outcome = outcome_of(std::move(survey));
  const auto add = [&](const Findings &more) {
    outcome.findings.insert(outcome.findings.end(), more.begin(), more.end());
  };
  add(study.findings());
  add(names.findings);
  add(findings);
  if (faces) add(faces->findings());
  return outcome;
}

Outcome inspect(const study::Study *study, const Request &request) {
  std::optional<study::Registry> registry;
  if (study != nullptr) registry.emplace(*study, study::Registry::Access::read);
  const auto rules = rules_of(study, registry ? &*registry : nullptr, request);
  Survey survey = conversion::survey(request, rules->rulebook);
  if (request.draft) survey.findings.push_back(write_draft(survey, *request.draft));
  if (study == nullptr) {
    for (auto &one : survey.series)
      for (std::size_t part = 0; part < one.pictures.size(); ++part)
        if (one.pictures[part].verdict.status == bids::NameVerdict::Status::named)
          one.outcome.pictures[part].name = one.pictures[part].verdict.name.datatype + "/" +
                                            bids::stem_of(one.pictures[part].verdict.name);
    return outcome_of(std::move(survey));
  }
  settle_visits(survey);
  const Names names = assign_names(survey, rules->memory, rules->session, {});
  show_names(survey, names);
  return outcome_of(std::move(survey));
}

} // namespace curate::conversion
