#include <algorithm>
#include <libcurate/conversion/outcome.hpp>

namespace curate::conversion {

std::string_view name_of(Status status) {
  switch (status) {
  case Status::written:
    return "written";
  case Status::skipped:
    return "skipped";
  case Status::failed:
    return "failed";
  }
  return {};
}

Status SeriesOutcome::status() const {
  const auto any = [&](Status status) {
    return std::ranges::any_of(pictures,
                               [&](const PictureOutcome &p) { return p.status == status; });
  };
  if (any(Status::written)) return Status::written;
  return any(Status::failed) ? Status::failed : Status::skipped;
}

std::string SeriesOutcome::code() const {
  const auto at =
      std::ranges::find_if(pictures, [](const PictureOutcome &p) { return !p.code.empty(); });
  return at == pictures.end() ? std::string() : at->code;
}

std::vector<std::string> SeriesOutcome::files() const {
  std::vector<std::string> all;
  for (const auto &picture : pictures)
    all.insert(all.end(), picture.files.begin(), picture.files.end());
  std::ranges::sort(all);
  return all;
}

std::string SeriesOutcome::rule() const {
  const auto at =
      std::ranges::find_if(pictures, [](const PictureOutcome &p) { return !p.rule.empty(); });
  return at == pictures.end() ? std::string() : at->rule;
}

Findings Outcome::all_findings() const {
  Findings all = findings;
  for (const auto &one : series)
    all.insert(all.end(), one.findings.begin(), one.findings.end());
  return all;
}

} // namespace curate::conversion
