#pragma once

#include <libcurate/consent/decision.hpp>
#include <libcurate/consent/state.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace curate::release {

/// What of a person may leave, as their consent has it.
struct Person {
  std::string label; ///< without "sub-"
  consent::Decision images, faces, clinical;

  /// Whether anything may leave.
  bool may_leave() const { return images.allowed || clinical.allowed; }
};

/// Decides for everybody with data in the study, sorted by label. `use` says everything but the
/// kinds of data. Whoever has no event in the ledger has no consent.
std::vector<Person> decide_people(const std::set<std::string> &labels,
                                  const std::map<std::string, consent::State> &states,
                                  consent::Use use);

} // namespace curate::release
