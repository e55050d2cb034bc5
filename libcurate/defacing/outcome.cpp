#include <libcurate/defacing/outcome.hpp>

namespace curate::defacing {

Findings Outcome::all_findings() const {
  Findings all = findings;
  for (const PictureOutcome &one : pictures)
    all.insert(all.end(), one.findings.begin(), one.findings.end());
  return all;
}

} // namespace curate::defacing
