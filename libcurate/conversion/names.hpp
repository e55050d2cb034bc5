#pragma once

#include <libcurate/bids/entities.hpp>
#include <libcurate/bids/plan.hpp>
#include <libcurate/conversion/survey.hpp>
#include <libcurate/study/registry.hpp>
#include <set>

namespace curate::conversion {

/// What the registry knew when the run began.
struct Memory {
  std::vector<study::VisitRow> visits;
  std::vector<study::NameRow> names;
  std::set<std::string> named;                    ///< keys of `names`; see key_of
  std::map<std::string, study::SeriesRow> series; ///< by token
};

/// The complete name of every picture, and what is to be frozen before anything is written.
struct Names {
  /// By series of the survey and picture; nothing where a picture has no name.
  std::vector<std::vector<std::optional<bids::Entities>>> of;
  std::vector<std::string>
      session; ///< by series of the survey, without "ses-"; empty where it has none
  std::vector<study::VisitRow> visits;
  std::vector<study::NameRow> names; ///< only those that are new
  Findings findings;
};

/// What a picture is known by in plans and in numbering: "<series token>-<part>".
std::string key_of(const SurveyedSeries &series, std::size_t part);
std::string key_of(const study::NameRow &row);

/// An edited plan, by key.
using Plan = std::map<std::string, bids::PlanRow>;

/// Looks at every visit as a whole: spelled runs, pictures that would share a name and are no
/// repetitions, scans that were broken off (bids::settle_names). Comes before names are assigned;
/// tells of pictures that lose their name.
void settle_visits(Survey &survey);

/// Sessions and runs of everything that has a name. Names given before stay; a plan's names stand
/// above the rules'. A name that a plan gives to two pictures, or that belongs to a picture written
/// before, is an error of the plan (PLAN-NAME-TAKEN).
Names assign_names(const Survey &survey, const Memory &memory,
                   const std::optional<std::string> &session, const Plan &plan);

/// Entities as the registry keeps them, and back; nothing for text that is none.
std::string entities_text(const bids::Entities &name);
std::optional<bids::Entities> entities_from(const std::string &text);

} // namespace curate::conversion
