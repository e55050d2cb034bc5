#include <libcurate/base/error.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/study/settings.hpp>

#include <fmt/format.h>

namespace curate::study {

namespace {

std::optional<std::string> optional_text(const json::Value &value, const char *name) {
  if (!value.contains(name)) return {};
  return value[name].get<std::string>();
}

json::Value checked(const fs::path &file) {
  auto value = json::read_file(file);
  if (!value && value.error().code == "JSON-READ") throw InputError(value.error().message);
  if (!value) throw UsageError(fmt::format("{}: {}", file.string(), value.error().message));
  const auto findings = json::check(*value, json::embedded("study.schema.json"), "study.json");
  if (findings.empty()) return std::move(*value);
  std::string text = fmt::format("{} breaks its schema:", file.string());
  for (const auto &finding : findings)
    text += fmt::format("\n  {}: {}", finding.place.empty() ? "/" : finding.place, finding.message);
  throw UsageError(text);
}

} // namespace

Settings read_settings(const fs::path &file) {
  const json::Value value = checked(file);
  Settings settings;
  settings.name = value["name"].get<std::string>();
  settings.site = value.value("site", std::string());
  settings.subjects = optional_text(value, "subjects");
  settings.dictionary = optional_text(value, "dictionary");
  settings.registry = value.value("registry", std::string());
  if (const auto face = optional_text(value, "face"))
    settings.face = *face == "remove" ? FacePolicy::remove : FacePolicy::keep;
  if (value.contains("deidentification")) {
    const auto &profile = value["deidentification"];
    settings.retain_institution_identity = profile.value("retain_institution_identity", false);
    settings.retain_device_identity = profile.value("retain_device_identity", false);
    settings.vocabulary = profile.value("vocabulary", std::vector<std::string>());
  }
  if (value.contains("naming")) settings.naming = value["naming"];
  return settings;
}

std::string new_settings_text(const std::string &name, const std::string &registry) {
  json::Value value;
  value["schema_version"] = 1;
  value["name"] = name;
  if (!registry.empty()) value["registry"] = registry;
  value["deidentification"]["retain_institution_identity"] = false;
  value["deidentification"]["retain_device_identity"] = false;
  value["naming"] = json::Value::array();
  return json::to_text(value);
}

} // namespace curate::study
