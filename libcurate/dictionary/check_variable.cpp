#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/limits.hpp>
#include <libcurate/expression/pattern.hpp>
#include <set>

namespace curate::dictionary {

namespace {

bool is_numeric(Type type) {
  return type == Type::number || type == Type::integer;
}

bool has_type(const std::string &code, Type type) {
  switch (type) {
  case Type::integer:
    return base::to_integer(code).has_value();
  case Type::number:
    return base::to_double(code).has_value();
  case Type::boolean: {
    // Source: BIDS 1.11.1, tabular files: true and false; tables also bring 0 and 1.
    const std::string word = base::lower(code);
    return word == "true" || word == "false" || word == "0" || word == "1";
  }
  case Type::unstated:
  case Type::string:
  case Type::text:
  case Type::date:
  case Type::time:
  case Type::datetime:
    return true;
  }
  return true;
}

/// Collects what is wrong with one variable.
class Check {
public:
  Check(const Variable &variable, const std::string &file) : variable_(variable), file_(file) {}

  Findings all() && {
    meaning();
    limits();
    levels();
    missing();
    pattern();
    contradictions();
    return std::move(findings_);
  }

private:
  void say(Severity severity, const char *code, std::string_view member, std::string message,
           std::string remedy, std::string_view item = {}) {
    findings_.push_back({severity, code, file_, pointer_to(variable_.name, member, item),
                         std::move(message), std::move(remedy)});
  }

  void meaning() {
    if (variable_.description.empty() && variable_.long_name.empty())
      say(Severity::warning, "DICT-DESCRIPTION", {}, "nothing says what the variable means",
          "write a Description");
    if (base::trim(variable_.name).empty() || base::trim(variable_.name) != variable_.name)
      say(Severity::error, "DICT-NAME", {}, "a name that is empty or has spaces around it",
          "name it as the column's heading");
  }

  void limits() {
    const bool has_limit = variable_.minimum || variable_.maximum || variable_.step;
    if (has_limit && variable_.type != Type::unstated && !is_numeric(variable_.type))
      say(Severity::error, "DICT-LIMIT-TYPE", "Type",
          "Minimum, Maximum and Step are of numbers, and the variable is none",
          "make the Type integer or number, or take the limits out");
    if (variable_.minimum && variable_.maximum && *variable_.minimum > *variable_.maximum)
      say(Severity::error, "DICT-RANGE", "Minimum", "Minimum is greater than Maximum",
          "exchange them, or correct one");
    else if (variable_.step && variable_.maximum && !is_on_step(variable_, *variable_.maximum))
      say(Severity::error, "DICT-STEP", "Step", "Maximum is no whole number of steps from Minimum",
          "correct Step, Minimum or Maximum");
    if (variable_.step && variable_.type == Type::integer &&
        *variable_.step != std::trunc(*variable_.step))
      say(Severity::error, "DICT-STEP", "Step", "Step is no integer, and the variable is",
          "make the Type number, or correct Step");
  }

  void levels() {
    std::set<std::string> folded;
    for (const Level &level : variable_.levels) {
      const auto number = base::to_double(level.code);
      if (number && !is_in_range(variable_, *number))
        say(Severity::error, "DICT-LEVEL-RANGE", "Levels", "a level outside Minimum and Maximum",
            "correct the level or the limits", level.code);
      else if (number && !is_on_step(variable_, *number))
        say(Severity::error, "DICT-LEVEL-STEP", "Levels", "a level between two steps",
            "correct the level or Step", level.code);
      if (!has_type(level.code, variable_.type))
        say(Severity::error, "DICT-LEVEL-TYPE", "Levels",
            "a level that is no " + std::string(name_of(variable_.type)),
            "correct the level or the Type", level.code);
      if (level.label.empty())
        say(Severity::warning, "DICT-LEVEL-MEANING", "Levels", "a level without a meaning",
            "say what it stands for", level.code);
      if (!folded.insert(base::lower(base::trim(level.code))).second)
        say(Severity::error, "DICT-LEVEL-TWICE", "Levels",
            "two levels that differ in case or spaces only", "keep one of them", level.code);
    }
  }

  void missing() {
    for (const MissingCode &code : variable_.missing) {
      const bool is_level =
          std::ranges::find(variable_.levels, code.code, &Level::code) != variable_.levels.end();
      if (is_level) {
        say(Severity::error, "DICT-MISSING-LEVEL", "Missing",
            "a code that stands for no value and is a level too", "take it out of one of them",
            code.code);
        continue;
      }
      const auto number = base::to_double(code.code);
      const bool is_bounded = variable_.minimum || variable_.maximum;
      if (number && variable_.levels.empty() && is_bounded && is_in_range(variable_, *number) &&
          is_on_step(variable_, *number))
        say(Severity::error, "DICT-MISSING-IN-RANGE", "Missing",
            "a code for no value that lies inside the valid range: it cannot be told from a value",
            "choose a code outside Minimum and Maximum, or n/a", code.code);
    }
  }

  void pattern() {
    if (variable_.pattern.empty()) return;
    const auto compiled = expression::Pattern::compile(variable_.pattern);
    if (!compiled)
      return say(Severity::error, "DICT-PATTERN", "Pattern", compiled.error().message,
                 compiled.error().remedy);
    for (const Level &level : variable_.levels)
      if (!compiled->matches_whole(level.code))
        say(Severity::error, "DICT-LEVEL-PATTERN", "Levels",
            "a level that does not match the Pattern", "correct the level or the Pattern",
            level.code);
  }

  void contradictions() {
    const bool is_text_format = variable_.format == "string" || variable_.format == "label";
    if ((is_numeric(variable_.type) && is_text_format) ||
        (variable_.format == "integer" && variable_.type != Type::integer &&
         variable_.type != Type::number) ||
        (variable_.format == "number" && !is_numeric(variable_.type)))
      say(Severity::error, "DICT-FORMAT", "Format", "Type and BIDS' Format say different things",
          "make them agree, or leave Format out");
    if (variable_.unique && !variable_.levels.empty())
      say(Severity::error, "DICT-UNIQUE-LEVELS", "Unique",
          "a variable with levels cannot be unique in every row", "take Unique or Levels out");
    if (!variable_.units.empty() &&
        (variable_.type == Type::text || variable_.type == Type::boolean))
      say(Severity::warning, "DICT-UNITS", "Units", "the variable has units, and its Type has none",
          "take Units out, or correct the Type");
    for (const Level &level : variable_.levels)
      if (!variable_.delimiter.empty() && level.code.find(variable_.delimiter) != std::string::npos)
        say(Severity::error, "DICT-DELIMITER", "Delimiter",
            "a level that holds the delimiter can never be read", "choose another Delimiter",
            level.code);
  }

  const Variable &variable_;
  const std::string &file_;
  Findings findings_;
};

} // namespace

Findings check_variable(const Variable &variable, const std::string &file) {
  return Check(variable, file).all();
}

} // namespace curate::dictionary
