#include <libcurate/cleaning/outcome.hpp>

namespace curate::cleaning {

std::string_view SeriesOutcome::status() const {
  if (written == file_count) return "written";
  return written == 0 ? "failed" : "partly";
}

std::string SeriesOutcome::code() const {
  if (written == file_count) return {};
  for (const Finding &finding : findings)
    if (finding.severity == Severity::error) return finding.code;
  return {};
}

Findings Outcome::all_findings() const {
  Findings all = findings;
  for (const SeriesOutcome &one : series)
    all.insert(all.end(), one.findings.begin(), one.findings.end());
  return all;
}

} // namespace curate::cleaning
