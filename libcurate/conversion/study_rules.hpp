#pragma once

#include <libcurate/conversion/names.hpp>
#include <libcurate/conversion/survey.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>
#include <memory>

namespace curate::conversion {

/// All that a study says about names and people, owned.
struct StudyRules {
  deid::Profile profile;
  std::unique_ptr<deid::Vocabulary> vocabulary;
  std::unique_ptr<deid::Pseudonyms> pseudonyms; ///< nothing without a study
  bids::NameRules names;
  Memory memory;
  std::optional<std::string> session; ///< asked for on the command line, checked
  Rulebook rulebook;                  ///< points to the above

  StudyRules() = default;
  StudyRules(const StudyRules &) = delete;
  StudyRules &operator=(const StudyRules &) = delete;
};

/// Reads settings, naming rules, labels and what was recorded. `study` may be nothing; `registry`
/// too, where the study's memory is not wanted. Throws UsageError naming every bad naming rule, and
/// InputError where a file of rules cannot be read.
std::unique_ptr<StudyRules> rules_of(const study::Study *study, const study::Registry *registry,
                                     const Request &request);

/// Whether faces are to be removed: as the request says, else the study, else yes.
bool is_removing(const study::Study &study, const Request &request);

} // namespace curate::conversion
