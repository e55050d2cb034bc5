#include <libcurate/base/error.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/schema_valijson.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
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

using Compiled = std::shared_ptr<const valijson::Schema>;

Compiled compile(const Value &schema) {
  // The library's adapter knows only the sorted kind of value.
  const nlohmann::json rules(schema);
  const auto compiled = std::make_shared<valijson::Schema>();
  try {
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(rules), *compiled);
  } catch (const std::exception &) {
    throw InputError("a JSON Schema cannot be used: it is not one of draft 7");
  }
  return compiled;
}

// The library's patterns recurse for every character, and end the program on a text of 100,000.
// Lengths and patterns of our schemas are decided long before this many bytes.
constexpr std::size_t longest_text = 4096;

void cut_texts(nlohmann::json &value) {
  if (value.is_string()) {
    auto &text = value.get_ref<std::string &>();
    if (text.size() <= longest_text) return;
    std::size_t end = longest_text;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) // within a character
      --end;
    text.resize(end);
  } else if (value.is_structured()) {
    for (auto &below : value)
      cut_texts(below);
  }
}

// Shared by the threads that check with it; it is only read.
Compiled compiled(const Value &schema) {
  if (!is_embedded(schema)) return compile(schema);
  static std::mutex mutex;
  static std::map<const Value *, Compiled> known;
  const std::lock_guard lock(mutex);
  Compiled &made = known[&schema];
  if (!made) made = compile(schema);
  return made;
}

} // namespace

Findings check(const Value &value, const Value &schema, const std::string &file) {
  nlohmann::json document(value);
  cut_texts(document);
  valijson::Validator validator;
  valijson::ValidationResults results;
  Findings findings;
  if (validator.validate(*compiled(schema), valijson::adapters::NlohmannJsonAdapter(document),
                         &results))
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
