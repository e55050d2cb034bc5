#include <libcurate/validation/sarif.hpp>

#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <libcurate/validation/code.hpp>
#include <map>
#include <set>

namespace curate::validation {

namespace {

std::string level_of(Severity severity) {
  return severity == Severity::info ? "note" : std::string(base::name_of(severity));
}

// A path as part of an address. Source: RFC 3986, 2.3 and 3.3.
std::string as_uri(const std::string &path) {
  constexpr std::string_view plain = "-._~/+:@!$&'()*,;=";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || plain.find(c) != std::string_view::npos;
    if (is_plain)
      uri += c;
    else
      uri += fmt::format("%{:02X}", byte);
  }
  return uri;
}

// "row 12, column age", "column age, rows 3, 7", "line 3": the first line; 0 where the place tells
// none.
long long line_of(std::string_view place) {
  if (place.starts_with("column "))
    if (const auto at = place.rfind(", row"); at != std::string_view::npos)
      place.remove_prefix(at + 2);
  for (const std::string_view word : {"row ", "rows ", "line "})
    if (place.starts_with(word)) {
      const std::string_view digits = place.substr(word.size());
      return base::to_integer(digits.substr(0, digits.find_first_not_of("0123456789"))).value_or(0);
    }
  return 0;
}

json::Value location_of(const Finding &finding) {
  json::Value artifact = {{"uri", as_uri(finding.file.empty() ? "." : finding.file)}};
  if (finding.file.starts_with('/'))
    artifact["uri"] = "file://" + as_uri(finding.file);
  else
    artifact["uriBaseId"] = "DATASET";
  json::Value physical = {{"artifactLocation", artifact}};
  if (const auto line = line_of(finding.place); line > 0)
    physical["region"] = {{"startLine", line}};
  json::Value location = {{"physicalLocation", physical}};
  if (!finding.place.empty())
    location["logicalLocations"] = json::Value::array({{{"fullyQualifiedName", finding.place}}});
  return location;
}

} // namespace

json::Value to_sarif(const Findings &findings, const std::string &version) {
  std::map<std::string, std::size_t> index;
  json::Value rules = json::Value::array(), results = json::Value::array();
  const auto add_rule = [&](const std::string &code, Severity severity, std::string_view message,
                            std::string_view remedy) {
    if (!index.emplace(code, rules.size()).second) return;
    rules.push_back({{"id", code},
                     {"shortDescription", {{"text", message}}},
                     {"help", {{"text", remedy.empty() ? message : remedy}}},
                     {"defaultConfiguration", {{"level", level_of(severity)}}}});
  };
  std::set<std::string_view> found;
  for (const Finding &finding : findings)
    found.insert(finding.code);
  for (const Code &code : all_codes())
    if (found.contains(code.name))
      add_rule(std::string(code.name), code.severity, code.message, code.remedy);
  for (const Finding &finding : findings) {
    add_rule(finding.code, finding.severity, finding.message, finding.remedy);
    std::string text = finding.message;
    if (!finding.remedy.empty()) text += ". Remedy: " + finding.remedy;
    results.push_back({{"ruleId", finding.code},
                       {"ruleIndex", index[finding.code]},
                       {"level", level_of(finding.severity)},
                       {"message", {{"text", text}}},
                       {"locations", json::Value::array({location_of(finding)})}});
  }
  json::Value run = {
      {"tool", {{"driver", {{"name", "curate"}, {"version", version}, {"rules", rules}}}}},
      {"originalUriBaseIds",
       {{"DATASET", {{"description", {{"text", "the folder of the dataset"}}}}}}},
      {"columnKind", "utf16CodeUnits"},
      {"results", results}};
  return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
          {"version", "2.1.0"},
          {"runs", json::Value::array({run})}};
}

} // namespace curate::validation
