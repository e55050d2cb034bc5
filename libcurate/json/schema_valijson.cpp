#include <libcurate/base/error.hpp>
#include <libcurate/json/schema_valijson.hpp>

#include <algorithm>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace curate::json {

namespace {

// "<root>[naming][0]" as a JSON pointer: "/naming/0".
std::string pointer_of(const std::vector<std::string> &context) {
  std::string pointer;
  for (const auto &step : context) {
    if (step == "<root>") continue;
    const bool is_wrapped = step.size() >= 2 && step.front() == '[' && step.back() == ']';
    pointer += '/';
    pointer += is_wrapped ? step.substr(1, step.size() - 2) : step;
  }
  return pointer;
}

} // namespace

Findings check(const Value &value, const Value &schema, const std::string &file) {
  // The library's adapter knows only the sorted kind of value.
  const nlohmann::json document(value);
  const nlohmann::json rules(schema);
  valijson::Schema compiled;
  try {
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(rules), compiled);
  } catch (const std::exception &) {
    throw InputError("a JSON Schema cannot be used: it is not one of draft 7");
  }
  valijson::Validator validator;
  valijson::ValidationResults results;
  Findings findings;
  if (validator.validate(compiled, valijson::adapters::NlohmannJsonAdapter(document), &results))
    return findings;
  valijson::ValidationResults::Error error;
  while (results.popError(error))
    findings.push_back(
        {Severity::error, "JSON-SCHEMA", file, pointer_of(error.context), error.description, {}});
  // The innermost place says most; the library tells of every level above it too.
  std::stable_sort(findings.begin(), findings.end(), [](const Finding &a, const Finding &b) {
    return std::count(a.place.begin(), a.place.end(), '/') >
           std::count(b.place.begin(), b.place.end(), '/');
  });
  return findings;
}

} // namespace curate::json
