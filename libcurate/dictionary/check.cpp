#include <algorithm>
#include <array>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/of_json.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>

namespace curate::dictionary {

namespace {

std::string escaped(std::string_view name) {
  std::string text;
  for (const char c : name)
    text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return text;
}

/// The findings of the schema, innermost places only: the library tells of every level above too.
Findings against_schema(const json::Value &value, const std::string &file) {
  Findings kept;
  for (Finding &finding : json::check(value, json::embedded("dictionary.schema.json"), file)) {
    const bool is_above = std::ranges::any_of(kept, [&](const Finding &below) {
      return below.place == finding.place || below.place.starts_with(finding.place + "/");
    });
    if (is_above) continue;
    finding.code = "DICT-SCHEMA";
    finding.remedy = "docs/formats/dictionary.md says what each member holds";
    kept.push_back(std::move(finding));
  }
  std::ranges::sort(kept, {}, &Finding::place);
  return kept;
}

bool is_known_member(const std::string &name) {
  const json::Value &known =
      json::embedded("dictionary.schema.json")["definitions"]["variable"]["properties"];
  return known.contains(name);
}

/// What only the JSON shows: members that nothing reads, and what a draft left to say.
Findings of_members(const json::Value &value, const std::string &file) {
  Findings findings;
  for (const auto &[name, variable] : value.items()) {
    if (!variable.is_object()) continue;
    for (const auto &[member, held] : variable.items()) {
      if (!is_known_member(member))
        findings.push_back({Severity::warning, "DICT-UNKNOWN-MEMBER", file,
                            pointer_to(name, member), "a member that nothing reads",
                            "correct its spelling, or take it out"});
      if (member == "ToDo" && held.is_array() && !held.empty())
        findings.push_back({Severity::warning, "DICT-TODO", file, pointer_to(name, member),
                            "the draft is not finished: a person has still to say what ToDo names",
                            "say it, then take ToDo out"});
    }
  }
  return findings;
}

Finding of_json_problem(const Problem &problem, const std::string &file) {
  std::string code = "DICT-JSON";
  if (problem.code == "JSON-REPEATED-KEY") code = "DICT-REPEATED-KEY";
  if (problem.code == "JSON-DEPTH") code = "DICT-DEPTH";
  return {Severity::error, code, file, {}, problem.message, problem.remedy};
}

} // namespace

std::string pointer_to(std::string_view variable, std::string_view member, std::string_view item) {
  std::string pointer = "/" + escaped(variable);
  if (!member.empty()) pointer += "/" + escaped(member);
  if (!item.empty()) pointer += "/" + escaped(item);
  return pointer;
}

Findings check(std::string_view text, const std::string &file) {
  const auto value = json::parse(text);
  if (!value) return {of_json_problem(value.error(), file)};
  if (!value->is_object())
    return {{Severity::error,
             "DICT-JSON",
             file,
             {},
             "a dictionary is a JSON object whose members are the variables",
             "write {\"name\": {\"Description\": ...}, ...}"}};
  Findings findings = against_schema(*value, file);
  const auto add = [&](Findings more) {
    findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
  };
  add(of_members(*value, file));
  const Dictionary dictionary = of_json(*value);
  if (dictionary.variables.empty())
    findings.push_back({Severity::error,
                        "DICT-EMPTY",
                        file,
                        {},
                        "no variable is described",
                        "`curate dictionary draft TABLE` writes a first version"});
  for (const Variable &variable : dictionary.variables)
    add(check_variable(variable, file));
  add(check_together(dictionary, file));
  return findings;
}

} // namespace curate::dictionary
