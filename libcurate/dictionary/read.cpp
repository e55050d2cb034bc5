#include <array>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/dictionary.hpp>
#include <libcurate/dictionary/of_json.hpp>
#include <libcurate/json/read.hpp>
#include <utility>

namespace curate::dictionary {

namespace {

constexpr std::array<std::pair<std::string_view, Type>, 8> types{{{"string", Type::string},
                                                                  {"text", Type::text},
                                                                  {"integer", Type::integer},
                                                                  {"number", Type::number},
                                                                  {"boolean", Type::boolean},
                                                                  {"date", Type::date},
                                                                  {"time", Type::time},
                                                                  {"datetime", Type::datetime}}};
constexpr std::array<std::pair<std::string_view, Identifying>, 3> identifications{
    {{"no", Identifying::no}, {"quasi", Identifying::quasi}, {"direct", Identifying::direct}}};
constexpr std::array<std::pair<std::string_view, Severity>, 3> severities{
    {{"info", Severity::info}, {"warning", Severity::warning}, {"error", Severity::error}}};

template <typename T, std::size_t N>
std::optional<T> named(const std::array<std::pair<std::string_view, T>, N> &rows,
                       std::string_view name) {
  for (const auto &[word, value] : rows)
    if (word == name) return value;
  return std::nullopt;
}

/// The member, or null where there is none.
const json::Value &at(const json::Value &object, const char *name) {
  static const json::Value none;
  const auto found = object.find(name);
  return found == object.end() ? none : *found;
}

std::string text(const json::Value &object, const char *name) {
  const json::Value &value = at(object, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<double> number(const json::Value &object, const char *name) {
  const json::Value &value = at(object, name);
  return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

bool flag(const json::Value &object, const char *name) {
  const json::Value &value = at(object, name);
  return value.is_boolean() && value.get<bool>();
}

std::vector<Level> levels_of(const json::Value &value) {
  std::vector<Level> levels;
  if (!value.is_object()) return levels;
  for (const auto &[code, meaning] : value.items()) {
    Level level{code, {}, {}};
    if (meaning.is_string()) level.label = meaning.get<std::string>();
    if (meaning.is_object()) {
      level.label = text(meaning, "Description");
      level.term_url = text(meaning, "TermURL");
    }
    levels.push_back(std::move(level));
  }
  return levels;
}

std::vector<MissingCode> missing_of(const json::Value &value) {
  std::vector<MissingCode> codes;
  if (!value.is_object()) return codes;
  for (const auto &[code, meaning] : value.items())
    codes.push_back({code, meaning.is_string() ? meaning.get<std::string>() : std::string()});
  return codes;
}

std::vector<std::string> texts_of(const json::Value &value) {
  std::vector<std::string> texts;
  if (!value.is_array()) return texts;
  for (const json::Value &item : value)
    if (item.is_string()) texts.push_back(item.get<std::string>());
  return texts;
}

std::vector<Rule> rules_of(const json::Value &value) {
  std::vector<Rule> rules;
  if (!value.is_array()) return rules;
  for (const json::Value &item : value) {
    if (!item.is_object() || !at(item, "Expression").is_string()) continue;
    rules.push_back({text(item, "Expression"),
                     named(severities, text(item, "Severity")).value_or(Severity::error),
                     text(item, "Message")});
  }
  return rules;
}

/// The type that stands nearest to a format of BIDS. Source: BIDS schema 1.11.1, objects.formats.
Type type_of_format(const std::string &format) {
  if (format.empty()) return Type::unstated;
  if (format == "index") return Type::integer;
  return named(types, format).value_or(Type::string);
}

Variable variable_of(const std::string &name, const json::Value &value) {
  Variable made;
  made.name = name;
  made.long_name = text(value, "LongName");
  made.description = text(value, "Description");
  made.units = text(value, "Units");
  made.term_url = text(value, "TermURL");
  made.format = text(value, "Format");
  made.type = named(types, text(value, "Type")).value_or(type_of_format(made.format));
  made.required = flag(value, "Required");
  made.unique = flag(value, "Unique");
  made.derivative = flag(value, "Derivative");
  made.levels = levels_of(at(value, "Levels"));
  made.minimum = number(value, "Minimum");
  made.maximum = number(value, "Maximum");
  made.step = number(value, "Step");
  made.delimiter = text(value, "Delimiter");
  made.pattern = text(value, "Pattern");
  made.missing = missing_of(at(value, "Missing"));
  made.identifying =
      named(identifications, text(value, "Identifying")).value_or(Identifying::unstated);
  made.aliases = texts_of(at(value, "Aliases"));
  made.rules = rules_of(at(value, "Rules"));
  made.source = text(value, "Source");
  return made;
}

template <typename T, std::size_t N>
std::string_view word_of(const std::array<std::pair<std::string_view, T>, N> &rows, T value) {
  for (const auto &[word, known] : rows)
    if (known == value) return word;
  return {};
}

} // namespace

std::string_view name_of(Type type) {
  return word_of(types, type);
}

std::string_view name_of(Identifying identifying) {
  return word_of(identifications, identifying);
}

const Variable *Dictionary::find(std::string_view name) const {
  for (const Variable &variable : variables)
    if (variable.name == name) return &variable;
  return nullptr;
}

Dictionary of_json(const json::Value &value) {
  Dictionary made;
  for (const auto &[name, member] : value.items())
    if (member.is_object()) made.variables.push_back(variable_of(name, member));
  return made;
}

Result<Dictionary> parse(std::string_view text) {
  const auto value = json::parse(text);
  if (!value) return problem("DICT-JSON", value.error().message, value.error().remedy);
  if (!value->is_object())
    return problem("DICT-JSON", "a dictionary is a JSON object whose members are the variables",
                   "write {\"name\": {\"Description\": ...}, ...}");
  return of_json(*value);
}

Result<Dictionary> read(const fs::path &path) {
  const auto value = json::read_file(path);
  if (!value && value.error().code == "JSON-READ")
    return problem("DICT-READ", value.error().message, value.error().remedy);
  if (!value) return problem("DICT-JSON", value.error().message, value.error().remedy);
  if (!value->is_object())
    return problem("DICT-JSON", "a dictionary is a JSON object whose members are the variables",
                   "write {\"name\": {\"Description\": ...}, ...}");
  return of_json(*value);
}

} // namespace curate::dictionary
