#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/page.hpp>

namespace curate::dictionary {

namespace {

std::string limits_of(const Variable &variable) {
  std::string text;
  if (variable.minimum && variable.maximum)
    text = base::shortest(*variable.minimum) + " to " + base::shortest(*variable.maximum);
  else if (variable.minimum)
    text = "from " + base::shortest(*variable.minimum);
  else if (variable.maximum)
    text = "up to " + base::shortest(*variable.maximum);
  if (variable.step) text += (text.empty() ? "by " : " by ") + base::shortest(*variable.step);
  return text;
}

std::string facts_of(const Variable &variable) {
  std::vector<std::string> facts;
  const auto add = [&](const std::string &fact) {
    if (!fact.empty()) facts.push_back(fact);
  };
  add(std::string(name_of(variable.type)));
  add(limits_of(variable));
  add(variable.units);
  if (variable.required) add("required");
  if (variable.unique) add("unique");
  if (variable.derivative) add("derived");
  if (!variable.delimiter.empty()) add("a list");
  if (!variable.pattern.empty()) add("like " + variable.pattern);
  if (variable.identifying == Identifying::direct) add("identifies directly");
  if (variable.identifying == Identifying::quasi) add("helps to identify");
  return base::join(facts, ", ");
}

std::string paragraph_of(const Variable &variable) {
  std::string text = variable.name;
  if (!variable.long_name.empty()) text += " - " + variable.long_name;
  text += "\n";
  const auto line = [&](const std::string &what) {
    if (!what.empty()) text += "    " + what + "\n";
  };
  line(variable.description);
  line(facts_of(variable));
  for (const Level &level : variable.levels)
    line(fmt::format("  {} = {}{}", level.code, level.label,
                     level.term_url.empty() ? "" : " <" + level.term_url + ">"));
  for (const MissingCode &code : variable.missing)
    line(fmt::format("  {} stands for no value: {}", code.code, code.meaning));
  if (!variable.aliases.empty()) line("also called " + base::join(variable.aliases, ", "));
  for (const Rule &rule : variable.rules) {
    line(fmt::format("rule ({}): {}", base::name_of(rule.severity), rule.expression));
    if (!rule.message.empty()) line("    " + rule.message);
  }
  if (!variable.source.empty()) line("source: " + variable.source);
  if (!variable.term_url.empty()) line("term: " + variable.term_url);
  return text;
}

} // namespace

std::string page_of(const Dictionary &dictionary) {
  std::string text;
  for (const Variable &variable : dictionary.variables)
    text += (text.empty() ? "" : "\n") + paragraph_of(variable);
  return text;
}

} // namespace curate::dictionary
