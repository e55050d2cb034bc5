#include <algorithm>
#include <cmath>
#include <libcurate/dictionary/age.hpp>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/limits.hpp>
#include <libcurate/expression/comparisons.hpp>

namespace curate::dictionary {

namespace {

using expression::Comparison;
using expression::Relation;
using expression::Value;

bool is_of_equality(const Comparison &one) {
  return one.relation == Relation::equal || one.relation == Relation::not_equal;
}

/// Whether no value of the variable equals the constant, by its levels or its type.
bool is_no_value(const Variable &variable, const Value &constant) {
  if (variable.type == Type::boolean)
    return !expression::are_equal(Value::boolean(true), constant) &&
           !expression::are_equal(Value::boolean(false), constant);
  const bool is_bounded = variable.minimum || variable.maximum;
  if (is_of_numbers(variable) && (variable.levels.empty() || is_bounded)) {
    if (expression::as_number(constant)) return false; // what the limits say is another mistake
    if (is_age(variable) && expression::are_equal(constant, Value::string(oldest_age)))
      return false;
  } else if (variable.levels.empty()) {
    return false;
  }
  return std::ranges::none_of(variable.levels, [&](const Level &level) {
    return expression::are_equal(Value::string(level.code), constant);
  });
}

/// Whether no number within the limits keeps the comparison.
bool never_holds(const Variable &variable, const Comparison &one) {
  const auto number = expression::as_number(one.value());
  if (!number || !is_of_numbers(variable) || !variable.levels.empty()) return false;
  switch (one.relation) {
  case Relation::equal:
    return !is_in_range(variable, *number) || !is_on_step(variable, *number) ||
           (variable.type == Type::integer && *number != std::trunc(*number));
  case Relation::not_equal:
    return variable.minimum && variable.maximum && *variable.minimum == *number &&
           *variable.maximum == *number;
  case Relation::less:
    return variable.minimum && *variable.minimum >= *number;
  case Relation::less_equal:
    return variable.minimum && *variable.minimum > *number;
  case Relation::greater:
    return variable.maximum && *variable.maximum <= *number;
  case Relation::greater_equal:
    return variable.maximum && *variable.maximum < *number;
  }
  return false;
}

bool is_missing_code(const Variable &variable, const Value &constant) {
  return constant.kind() != expression::Kind::boolean &&
         std::ranges::any_of(variable.missing, [&](const MissingCode &code) {
           return expression::are_equal(Value::string(code.code), constant);
         });
}

} // namespace

Findings check_comparisons(const VariablesByName &variables, std::string_view expression,
                           const std::string &file, const std::string &place) {
  Findings findings;
  const auto say = [&](Severity severity, const char *code, std::string message,
                       const char *remedy) {
    const Finding made{severity, code, file, place, std::move(message), remedy};
    if (std::ranges::find(findings, made) == findings.end()) findings.push_back(made);
  };
  const auto comparisons = expression::comparisons_in(expression);
  if (!comparisons) return findings; // told where the rule is read
  for (const Comparison &one : *comparisons) {
    const auto found = variables.find(one.name);
    if (found == variables.end() || one.kind == expression::Kind::null) continue;
    const Variable *variable = found->second;
    if (!variable->delimiter.empty()) continue; // its values are lists
    const std::string &name = variable->name;
    if (is_of_equality(one) && is_missing_code(*variable, one.value()))
      say(Severity::warning, "DICT-RULE-MISSING",
          "the rule compares " + name + " with a code for no value: such a cell is null in rules",
          "compare with null");
    else if (is_of_equality(one) && is_no_value(*variable, one.value()))
      say(Severity::error, "DICT-RULE-LEVEL",
          "the rule compares " + name + " with what is none of its values",
          "compare with one of its Levels as they are written, or add the level");
    else if (one.is_asserted && never_holds(*variable, one))
      say(Severity::error, "DICT-RULE-NEVER",
          "the rule asks of " + name + " what no value within its Minimum, Maximum and Step keeps",
          "correct the comparison or the limits");
  }
  return findings;
}

} // namespace curate::dictionary
