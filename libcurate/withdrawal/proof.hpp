#pragma once

#include <libcurate/withdrawal/plan.hpp>

namespace curate::withdrawal {

/// What was done and what was found afterwards.
struct Proof {
  Plan plan;
  Searched searched;               ///< after the removal; nothing for levels that remove nothing
  std::vector<std::string> unread; ///< could not be searched
  bool is_searched = false;

  /// Whether the search found nothing, and could read everything.
  bool is_clean() const { return is_searched && searched.places.empty() && unread.empty(); }
};

/// As JSON, and in words for whoever asked to be removed. Paths are masked; nobody is named.
json::Value to_json(const Proof &proof, const Trace &trace);
std::string text_of(const Proof &proof, const Trace &trace);

} // namespace curate::withdrawal
