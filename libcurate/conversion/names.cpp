#include <algorithm>
#include <fmt/format.h>
#include <libcurate/bids/numbering.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/bids/visit_names.hpp>
#include <libcurate/conversion/names.hpp>
#include <set>

namespace curate::conversion {

namespace {

using bids::Entities;
using bids::Entity;

std::string day_of(const std::optional<std::string> &shifted) {
  return shifted ? shifted->substr(0, 10) : "";
}

const bids::PlanRow *planned(const Plan &plan, const std::string &key) {
  const auto at = plan.find(key);
  return at == plan.end() ? nullptr : &at->second;
}

bool is_wanted(const SurveyedSeries &one, std::size_t part, const Plan &plan) {
  if (one.problem || one.pictures[part].problem) return false;
  if (const auto *row = planned(plan, key_of(one, part))) return row->is_included && row->name;
  return one.pictures[part].verdict.status == bids::NameVerdict::Status::named;
}

// The session that a plan or a rule asks for; the command line stands above both.
std::optional<std::string> asked_session(const SurveyedSeries &one,
                                         const std::optional<std::string> &session,
                                         const Plan &plan) {
  if (session) return session;
  for (std::size_t part = 0; part < one.pictures.size(); ++part) {
    const auto *row = planned(plan, key_of(one, part));
    if (row != nullptr && row->name && !row->name->label(Entity::ses).empty())
      return row->name->label(Entity::ses);
    if (one.pictures[part].verdict.session) return one.pictures[part].verdict.session;
  }
  return {};
}

// One visit per person and day, with the earliest time and the first session asked for.
void number_visits(const Survey &survey, const Memory &memory,
                   const std::optional<std::string> &session, const Plan &plan, Names &names) {
  std::map<std::pair<std::string, std::string>, bids::Visit> by_token;
  for (const auto &one : survey.series) {
    bool any = false;
    for (std::size_t part = 0; part < one.pictures.size(); ++part)
      any = any || is_wanted(one, part, plan);
    if (!any) continue;
    auto &visit = by_token[{one.outcome.subject, one.tokens.visit}];
    visit.subject = one.outcome.subject;
    visit.token = one.tokens.visit;
    if (visit.day.empty()) visit.day = day_of(one.shifted_time);
    if (!visit.asked) visit.asked = asked_session(one, session, plan);
    for (const auto &picture : one.pictures)
      visit.joins_before = visit.joins_before || picture.verdict.joins_session;
  }
  std::vector<bids::Visit> visits;
  for (auto &[token, visit] : by_token)
    visits.push_back(std::move(visit));
  std::vector<bids::FrozenVisit> frozen;
  for (const auto &row : memory.visits)
    frozen.push_back({row.label, row.visit, row.day, row.session});
  const auto sessions = bids::number_sessions(visits, frozen);
  names.findings.insert(names.findings.end(), sessions.findings.begin(), sessions.findings.end());
  std::map<std::pair<std::string, std::string>, std::string> label_of;
  for (std::size_t i = 0; i < visits.size(); ++i) {
    label_of[{visits[i].subject, visits[i].token}] = sessions.labels[i];
    names.visits.push_back({visits[i].token, visits[i].subject, visits[i].day, sessions.labels[i]});
  }
  for (const auto &one : survey.series) {
    const auto at = label_of.find({one.outcome.subject, one.tokens.visit});
    names.session.push_back(at == label_of.end() ? "" : at->second);
  }
}

std::vector<bids::Frozen> frozen_of(const Memory &memory) {
  std::vector<bids::Frozen> frozen;
  for (const auto &row : memory.names)
    if (auto name = entities_from(row.entities))
      frozen.push_back({std::move(*name), key_of(row), row.acquired});
  return frozen;
}

struct Slot {
  std::size_t series, part;
};

void plan_finding(Names &names, const std::string &code, const bids::PlanRow &row,
                  const std::string &message, const std::string &remedy) {
  const std::string place = fmt::format("row {}, column name", row.row);
  names.findings.push_back({Severity::error, code, "the plan", place, message, remedy});
}

// Names that a plan gives are frozen as they stand, so that numbering goes round them.
void freeze_planned(const Survey &survey, const Plan &plan, Names &names,
                    std::vector<bids::Frozen> &frozen) {
  std::set<std::string> known;
  std::map<std::string, std::string> taken;
  for (const auto &row : frozen) {
    known.insert(row.key);
    taken[bids::path_of(row.name, "")] = row.key;
  }
  for (const auto &one : survey.series) {
    for (std::size_t part = 0; part < one.pictures.size(); ++part) {
      const auto key = key_of(one, part);
      const auto *row = planned(plan, key);
      if (row == nullptr || !is_wanted(one, part, plan) || known.contains(key)) continue;
      const auto [at, is_free] = taken.emplace(bids::path_of(*row->name, ""), key);
      if (!is_free) {
        plan_finding(names, "PLAN-NAME-TAKEN", *row,
                     "a name of the plan belongs to another picture already",
                     "give every row a name of its own, for instance with run-2");
        continue;
      }
      if (row->name->label(Entity::sub) != one.outcome.subject) {
        plan_finding(names, "PLAN-SUBJECT", *row,
                     "a name of the plan has the subject of another person",
                     "change labels with --subjects, not in the plan");
        continue;
      }
      frozen.push_back({*row->name, key, one.shifted_time.value_or("")});
    }
  }
}

Entities wanted_name(const SurveyedSeries &one, std::size_t part, const std::string &session,
                     const Plan &plan) {
  const auto *row = planned(plan, key_of(one, part));
  const bool is_planned = row != nullptr && row->name;
  Entities name = is_planned ? *row->name : one.pictures[part].verdict.name;
  name.labels[Entity::sub] = one.outcome.subject;
  if (!session.empty()) name.labels[Entity::ses] = session;
  if (is_planned) name.labels.erase(Entity::run);
  return name;
}

} // namespace

std::string key_of(const SurveyedSeries &series, std::size_t part) {
  return fmt::format("{}-{}", series.tokens.series, part);
}

std::string key_of(const study::NameRow &row) {
  return fmt::format("{}-{}", row.series, row.part);
}

void settle_visits(Survey &survey) {
  std::map<std::pair<std::string, std::string>, std::vector<bids::VisitPicture>> visits;
  for (std::size_t s = 0; s < survey.series.size(); ++s) {
    SurveyedSeries &one = survey.series[s];
    if (one.problem || one.tokens.visit.empty()) continue;
    for (SurveyedPicture &picture : one.pictures)
      if (!picture.problem)
        visits[{one.outcome.subject, one.tokens.visit}].push_back(
            {&picture.facts, &picture.verdict, one.shifted_time.value_or(""),
             one.outcome.series_number.value_or(0), s});
  }
  for (auto &[token, visit] : visits)
    bids::settle_names(visit);
  for (SurveyedSeries &one : survey.series)
    for (std::size_t part = 0; part < one.pictures.size(); ++part) {
      const bids::NameVerdict &verdict = one.pictures[part].verdict;
      one.outcome.pictures[part].matched = verdict.matched;
      if (verdict.code != "NAME-DUPLICATE" && verdict.code != "NAME-ABORTED") continue;
      one.outcome.pictures[part].code = verdict.code;
      one.outcome.pictures[part].reason = verdict.reason;
    }
}

Names assign_names(const Survey &survey, const Memory &memory,
                   const std::optional<std::string> &session, const Plan &plan) {
  Names names;
  number_visits(survey, memory, session, plan, names);
  auto frozen = frozen_of(memory);
  std::set<std::string> recorded;
  for (const auto &row : frozen)
    recorded.insert(row.key);
  freeze_planned(survey, plan, names, frozen);

  std::vector<bids::Wanted> wanted;
  std::vector<Slot> slots;
  for (std::size_t s = 0; s < survey.series.size(); ++s) {
    const auto &one = survey.series[s];
    names.of.emplace_back(one.pictures.size());
    for (std::size_t part = 0; part < one.pictures.size(); ++part) {
      if (!is_wanted(one, part, plan)) continue;
      wanted.push_back({wanted_name(one, part, names.session[s], plan), key_of(one, part),
                        one.shifted_time.value_or(""), one.outcome.series_number.value_or(0)});
      slots.push_back({s, part});
    }
  }
  auto numbered = bids::number_runs(wanted, frozen);
  names.findings.insert(names.findings.end(), numbered.findings.begin(), numbered.findings.end());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto [s, part] = slots[i];
    if (!recorded.contains(wanted[i].key))
      names.names.push_back({survey.series[s].tokens.series, static_cast<int>(part),
                             entities_text(numbered.names[i]), wanted[i].acquired});
    names.of[s][part] = std::move(numbered.names[i]);
  }
  return names;
}

std::string entities_text(const Entities &name) {
  return bids::path_of(name, "");
}

std::optional<Entities> entities_from(const std::string &text) {
  auto name = bids::parse_path(text);
  if (!name) return {};
  return std::move(*name);
}

} // namespace curate::conversion
