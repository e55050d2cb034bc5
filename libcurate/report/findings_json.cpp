#include <libcurate/report/findings_json.hpp>

namespace curate::report {

json::Value to_json(const Finding &finding) {
  return {{"severity", base::name_of(finding.severity)},
          {"code", finding.code},
          {"file", finding.file},
          {"place", finding.place},
          {"message", finding.message},
          {"remedy", finding.remedy}};
}

json::Value to_json(const Findings &findings) {
  json::Value array = json::Value::array();
  for (const auto &finding : findings)
    array.push_back(to_json(finding));
  return array;
}

} // namespace curate::report
