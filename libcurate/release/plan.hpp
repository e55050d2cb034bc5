#pragma once

#include <libcurate/license/license.hpp>
#include <libcurate/release/choose.hpp>
#include <libcurate/release/gate.hpp>
#include <libcurate/release/record.hpp>
#include <libcurate/release/request.hpp>
#include <libcurate/release/texts.hpp>
#include <libcurate/release/write_release.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/releases.hpp>
#include <libcurate/study/study.hpp>

namespace curate::release {

/// What would leave, and whether it may.
struct Plan {
  license::License license;
  std::vector<Person> people;                   ///< everybody with data in the study
  std::map<std::string, std::size_t> left_out;  ///< how many, by the clause that decided
  std::vector<study::ReleasedSubject> subjects; ///< who is in it, under which label
  std::vector<ReleaseFile> files; ///< all but those of which the manifest does not tell
  std::size_t pictures = 0;
  std::vector<Gate> gates;
  Findings findings;                     ///< beside those of the gates
  verification::Description description; ///< but for what writing fills in
  Difference difference;
  std::string changes;     ///< the text of CHANGES
  std::string ledger_hash; ///< of the last event: what was decided on
  std::int64_t events = 0; ///< its number
  std::vector<std::pair<std::string, integrity::Digest>> read; ///< tables, and what they were

  bool may_leave() const; ///< no gate failed
};

/// Plans a release; writes nothing but, once, the system's text of the licence into the study.
/// Throws UsageError for a licence, recipient or selection that there is not; PolicyError where the
/// ledger of consent is broken.
Plan make_plan(const study::Study &study, study::Registry &registry, const Request &request);

} // namespace curate::release
