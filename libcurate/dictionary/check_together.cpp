#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/expression/expression.hpp>
#include <map>

namespace curate::dictionary {

namespace {

Findings of_names(const Dictionary &dictionary, const std::string &file) {
  Findings findings;
  std::map<std::string, std::string> owners; // a name in lower case, and whose it is
  for (const Variable &variable : dictionary.variables)
    if (!owners.emplace(base::lower(variable.name), variable.name).second)
      findings.push_back({Severity::error, "DICT-NAME-CASE", file, pointer_to(variable.name),
                          "two variables whose names differ in case only", "rename one of them"});
  for (const Variable &variable : dictionary.variables)
    for (std::size_t i = 0; i < variable.aliases.size(); ++i) {
      const std::string &alias = variable.aliases[i];
      const auto [owner, is_new] = owners.emplace(base::lower(alias), variable.name);
      if (is_new) continue;
      // Its own name in another case is a heading that tables bring.
      if (owner->second == variable.name && alias != variable.name &&
          base::lower(alias) == base::lower(variable.name))
        continue;
      findings.push_back({Severity::error, "DICT-ALIAS", file,
                          pointer_to(variable.name, "Aliases", std::to_string(i)),
                          "an alias that is a variable's name or alias already",
                          "take it out, or choose another"});
    }
  return findings;
}

const char *code_of(const Problem &problem) {
  if (problem.code == "EXPRESSION-NAME") return "DICT-RULE-NAME";
  if (problem.code == "EXPRESSION-FUNCTION") return "DICT-RULE-FUNCTION";
  if (problem.code == "EXPRESSION-PATTERN") return "DICT-RULE-PATTERN";
  if (problem.code == "EXPRESSION-SIZE") return "DICT-RULE-SIZE";
  return "DICT-RULE-SYNTAX";
}

Findings of_rule(const Rule &rule, const VariablesByName &variables, const std::string &file,
                 const std::string &place) {
  bool uses_variable = false;
  const auto parsed = expression::Expression::parse(
      rule.expression, [&](std::string_view name) -> std::optional<std::size_t> {
        if (!variables.contains(name)) return std::nullopt;
        uses_variable = true;
        return 0;
      });
  if (!parsed)
    return {{Severity::error, code_of(parsed.error()), file, place, parsed.error().message,
             parsed.error().remedy}};
  Findings findings;
  if (!uses_variable)
    findings.push_back({Severity::error, "DICT-RULE-CONSTANT", file, place,
                        "a rule that uses no variable is the same for every row",
                        "name a variable; text in quotes is not a name"});
  if (rule.message.empty())
    findings.push_back({Severity::warning, "DICT-RULE-MESSAGE", file, place,
                        "a rule without a Message says little to whoever breaks it",
                        "say in a sentence what should hold"});
  return findings;
}

} // namespace

Findings check_together(const Dictionary &dictionary, const std::string &file) {
  Findings findings = of_names(dictionary, file);
  VariablesByName variables;
  for (const Variable &variable : dictionary.variables)
    variables.emplace(variable.name, &variable);
  for (const Variable &variable : dictionary.variables)
    for (std::size_t i = 0; i < variable.rules.size(); ++i) {
      const Rule &rule = variable.rules[i];
      const std::string place = pointer_to(variable.name, "Rules", std::to_string(i));
      for (const Findings &more : {of_rule(rule, variables, file, place),
                                   check_comparisons(variables, rule.expression, file, place)})
        findings.insert(findings.end(), more.begin(), more.end());
    }
  return findings;
}

} // namespace curate::dictionary
