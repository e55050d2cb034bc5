#include <cmath>
#include <libcurate/dictionary/to_json.hpp>

namespace curate::dictionary {

namespace {

void put(json::Value &to, const char *name, const std::string &text) {
  if (!text.empty()) to[name] = text;
}

void put(json::Value &to, const char *name, const std::optional<double> &number) {
  if (!number) return;
  // Whole numbers without a point, as a person writes them.
  if (std::abs(*number) < 1e15 && *number == std::trunc(*number))
    to[name] = static_cast<long long>(*number);
  else
    to[name] = *number;
}

void put(json::Value &to, const char *name, bool flag) {
  if (flag) to[name] = true;
}

json::Value levels_of(const std::vector<Level> &levels) {
  json::Value made = json::Value::object();
  for (const Level &level : levels)
    made[level.code] = level.term_url.empty()
                           ? json::Value(level.label)
                           : json::Value{{"Description", level.label}, {"TermURL", level.term_url}};
  return made;
}

} // namespace

json::Value to_json(const Variable &variable) {
  json::Value made = json::Value::object();
  put(made, "LongName", variable.long_name);
  put(made, "Description", variable.description);
  put(made, "Units", variable.units);
  put(made, "TermURL", variable.term_url);
  put(made, "Type", std::string(name_of(variable.type)));
  put(made, "Required", variable.required);
  put(made, "Unique", variable.unique);
  put(made, "Derivative", variable.derivative);
  if (!variable.levels.empty()) made["Levels"] = levels_of(variable.levels);
  put(made, "Minimum", variable.minimum);
  put(made, "Maximum", variable.maximum);
  put(made, "Step", variable.step);
  put(made, "Delimiter", variable.delimiter);
  put(made, "Pattern", variable.pattern);
  for (const MissingCode &code : variable.missing)
    made["Missing"][code.code] = code.meaning;
  put(made, "Identifying", std::string(name_of(variable.identifying)));
  for (const std::string &alias : variable.aliases)
    made["Aliases"].push_back(alias);
  for (const Rule &rule : variable.rules) {
    json::Value one{{"Expression", rule.expression},
                    {"Severity", std::string(base::name_of(rule.severity))}};
    put(one, "Message", rule.message);
    made["Rules"].push_back(std::move(one));
  }
  put(made, "Source", variable.source);
  return made;
}

} // namespace curate::dictionary
