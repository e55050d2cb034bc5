#pragma once

#include <libcurate/cleaning/request.hpp>
#include <libcurate/deid/gather.hpp>
#include <libcurate/deid/people.hpp>
#include <libcurate/deid/profile.hpp>
#include <libcurate/dicom/series.hpp>
#include <map>
#include <memory>

namespace curate::cleaning {

/// The key under which everything is mapped: of the study, of the file named, else one of this run
/// alone (a finding DEID-NO-KEY). Throws UsageError where the file is no key.
deid::Pseudonyms pseudonyms_of(const Request &request, Findings &findings);

/// Who the series are about, and what is known of each.
struct PeopleOfRun {
  std::vector<deid::PersonVerdict> verdicts;      ///< by series
  std::map<std::string, deid::KnownValues> known; ///< by label
  Findings findings;
};

/// Decides who is who, as `convert` does, and remembers it in the study's registry where there is a
/// study and something is written.
PeopleOfRun identify(const Request &request, const std::vector<dicom::Series> &series,
                     const deid::Gathering &gathering, deid::Pseudonyms &pseudonyms);

} // namespace curate::cleaning
