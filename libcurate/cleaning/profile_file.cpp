#include <libcurate/cleaning/profile_file.hpp>

#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/deid/confidentiality_codes.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>

namespace curate::cleaning {

namespace {

using deid::RuleAction;

json::Value checked(const fs::path &file) {
  auto value = json::read_file(file);
  if (!value && value.error().code == "JSON-READ") throw InputError(value.error().message);
  if (!value) throw UsageError(fmt::format("{}: {}", file.string(), value.error().message));
  const auto findings =
      json::check(*value, json::embedded("profile.schema.json"), file.filename().string());
  if (findings.empty()) return std::move(*value);
  std::string text = fmt::format("{} breaks its schema:", file.string());
  for (const auto &finding : findings)
    text += fmt::format("\n  {}: {}", finding.place.empty() ? "/" : finding.place, finding.message);
  throw UsageError(text);
}

RuleAction action_of(std::string_view word) {
  if (word == "keep") return RuleAction::keep;
  if (word == "clean") return RuleAction::clean;
  if (word == "empty") return RuleAction::empty;
  if (word == "replace") return RuleAction::replace;
  return RuleAction::remove;
}

// "(0018,9xxx)": the schema asks for this form.
void set_tag(std::string_view text, deid::ProfileRule &rule) {
  for (const char c : text) {
    if (c == '(' || c == ',' || c == ')') continue;
    const bool is_any = c == 'x' || c == 'X';
    const int digit = c >= 'a' ? c - 'a' + 10 : c >= 'A' ? c - 'A' + 10 : c - '0';
    rule.tag = rule.tag << 4 | (is_any ? 0U : static_cast<std::uint32_t>(digit));
    rule.mask = rule.mask << 4 | (is_any ? 0U : 15U);
  }
}

deid::ProfileRule rule_of(const json::Value &value) {
  deid::ProfileRule rule;
  rule.action = action_of(value["action"].get<std::string>());
  if (value.contains("tag")) set_tag(value["tag"].get<std::string>(), rule);
  if (value.contains("vr")) {
    const auto letters = value["vr"].get<std::string>();
    rule.vr = static_cast<dicom::Vr>(static_cast<unsigned char>(letters[0]) << 8 |
                                     static_cast<unsigned char>(letters[1]));
  }
  if (value.contains("creator")) rule.creator = value["creator"].get<std::string>();
  return rule;
}

} // namespace

std::optional<deid::Option> option_of(std::string_view word) {
  for (const deid::Option option : deid::all_options())
    if (deid::name_of(option) == word) return option;
  return {};
}

void add_profile_file(const fs::path &file, deid::Profile &profile) {
  const json::Value value = checked(file);
  for (const auto &word : value.value("options", std::vector<std::string>()))
    if (const auto option = option_of(word)) profile.options.add(*option);
  for (auto &word : value.value("vocabulary", std::vector<std::string>()))
    profile.vocabulary.push_back(std::move(word));
  std::vector<deid::ProfileRule> rules;
  if (value.contains("rules"))
    for (const auto &rule : value["rules"])
      rules.push_back(rule_of(rule));
  profile.rules = deid::ProfileRules(std::move(rules));
}

} // namespace curate::cleaning
