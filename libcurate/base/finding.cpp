#include <libcurate/base/finding.hpp>

namespace curate::base {

std::string_view name_of(Severity severity) {
  switch (severity) {
  case Severity::info:
    return "info";
  case Severity::warning:
    return "warning";
  case Severity::error:
    return "error";
  }
  return {};
}

Finding finding_of(const Problem &problem, Severity severity, std::string file, std::string place) {
  return {severity,         problem.code,    std::move(file),
          std::move(place), problem.message, problem.remedy};
}

} // namespace curate::base
