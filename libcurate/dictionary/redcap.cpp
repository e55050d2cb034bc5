#include <algorithm>
#include <array>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/plain_value.hpp>
#include <libcurate/dictionary/redcap.hpp>
#include <libcurate/dictionary/redcap_logic.hpp>
#include <set>

namespace curate::dictionary {

namespace {

enum Column : std::size_t {
  name,
  kind,
  label,
  choices,
  note,
  validation,
  minimum,
  maximum,
  identifier,
  logic,
  required,
  columns
};

// Beginnings of the long headings of the CSV, and the short ones of REDCap's interface for
// programs.
constexpr std::array<std::pair<std::string_view, std::string_view>, columns> headings{
    {{"variable / field name", "field_name"},
     {"field type", "field_type"},
     {"field label", "field_label"},
     {"choices, calculations", "select_choices_or_calculations"},
     {"field note", "field_note"},
     {"text validation type", "text_validation_type_or_show_slider_number"},
     {"text validation min", "text_validation_min"},
     {"text validation max", "text_validation_max"},
     {"identifier?", "identifier"},
     {"branching logic", "branching_logic"},
     {"required field?", "required_field"}}};

using Field = std::array<std::string, columns>;

/// Labels may hold HTML, which is no part of what they say.
std::string plain(std::string_view text) {
  std::string made;
  bool is_tag = false;
  for (const char c : text) {
    if (c == '<') is_tag = true;
    if (!is_tag) made += c == '\n' || c == '\r' ? ' ' : c;
    if (c == '>') is_tag = false;
  }
  return std::string(base::trim(made));
}

/// "1, Yes | 0, No" as levels.
std::vector<Level> levels_of(const std::string &text) {
  std::vector<Level> levels;
  for (const std::string_view choice : base::split(text, '|')) {
    const auto comma = choice.find(',');
    const std::string_view code = base::trim(choice.substr(0, comma));
    if (code.empty()) continue;
    levels.push_back(
        {std::string(code),
         comma == std::string_view::npos ? std::string() : plain(choice.substr(comma + 1)),
         {}});
  }
  return levels;
}

Type type_of(const Field &field) {
  const std::string &check = field[validation];
  if (field[kind] == "notes") return Type::text;
  if (field[kind] == "calc") return Type::number;
  if (field[kind] == "slider" || check == "integer") return Type::integer;
  if (check.starts_with("number") || check == "vitals") return Type::number;
  if (check.starts_with("datetime")) return Type::string; // "2024-05-01 10:30": not BIDS' form
  if (check.starts_with("date")) return Type::date;
  return Type::string;
}

bool identifies(const std::string &check) {
  return check == "email" || check.find("phone") != std::string::npos ||
         check.find("zipcode") != std::string::npos ||
         check.find("postalcode") != std::string::npos || check == "ssn" || check == "mrn_10d";
}

class Import {
public:
  RedcapImport of(TableReader &table) {
    locate(table.columns());
    while (const TableRow *row = table.next()) {
      if (row->defects.is_ragged || row->cells.size() != table.columns().size()) {
        say(row->number, Severity::error, "REDCAP-ROW",
            "a row with another number of cells than the header");
        continue;
      }
      Field field;
      for (std::size_t i = 0; i < columns; ++i)
        if (places_[i]) field[i] = std::string(base::trim(row->cells[*places_[i]]));
      fields_.emplace_back(row->number, std::move(field));
    }
    for (const auto &[row, field] : fields_)
      add(row, field);
    for (const auto &[row, field] : fields_)
      add_logic(row, field);
    return std::move(made_);
  }

private:
  void locate(const std::vector<std::string> &names) {
    for (std::size_t i = 0; i < columns; ++i)
      for (std::size_t at = 0; at < names.size() && !places_[i]; ++at) {
        const std::string folded = base::lower(base::trim(names[at]));
        if (folded.starts_with(headings[i].first) || folded == headings[i].second) places_[i] = at;
      }
    for (const Column needed : {name, kind, label, choices})
      if (!places_[needed])
        throw InputError("this is no REDCap data dictionary: the column \"" +
                         std::string(headings[needed].first) + "\" is absent");
  }

  void say(std::uint64_t row, Severity severity, const char *code, std::string message,
           std::string remedy = {}) {
    made_.findings.push_back(
        {severity, code, {}, "row " + std::to_string(row), std::move(message), std::move(remedy)});
  }

  void keep(std::uint64_t row, Variable variable) {
    if (!names_.insert(variable.name).second)
      return say(row, Severity::error, "REDCAP-TWICE", "a field name that stood before",
                 "rename one of the fields");
    made_.dictionary.variables.push_back(std::move(variable));
  }

  void add(std::uint64_t row, const Field &field) {
    if (field[kind] == "descriptive") return; // text on the form, no variable
    if (field[name].empty() || field[kind] == "file" || field[kind] == "signature")
      return say(row, Severity::info, "REDCAP-SKIPPED", "a field that makes no column of a table");
    Variable made;
    made.name = field[name];
    made.long_name = plain(field[label]);
    made.description = plain(field[note]);
    if (made.description.empty()) made.description = made.long_name;
    made.required = field[required] == "y" && field[logic].empty();
    if (field[identifier] == "y" || identifies(field[validation]))
      made.identifying = Identifying::direct;
    if (field[kind] == "checkbox") return add_checkboxes(row, field, made);
    made.type = type_of(field);
    if (field[kind] == "radio" || field[kind] == "dropdown")
      made.levels = levels_of(field[choices]);
    if (field[kind] == "yesno") made.levels = {{"1", "yes", {}}, {"0", "no", {}}};
    if (field[kind] == "truefalse") made.levels = {{"1", "true", {}}, {"0", "false", {}}};
    if (field[kind] == "calc") {
      made.derivative = true;
      say(row, Severity::info, "REDCAP-CALCULATION",
          "a calculated field: its formula is not taken over",
          "describe the calculation in Description");
    }
    if (field[kind] == "slider") {
      made.minimum = 0; // Source: REDCap's sliders go from 0 to 100 unless told otherwise.
      made.maximum = 100;
    }
    limits(row, field, made);
    keep(row, std::move(made));
  }

  void limits(std::uint64_t row, const Field &field, Variable &made) {
    if (made.type == Type::integer || made.type == Type::number) {
      if (const auto number = base::to_double(field[minimum])) made.minimum = number;
      if (const auto number = base::to_double(field[maximum])) made.maximum = number;
      return;
    }
    for (const auto &[column, symbol] : {std::pair{minimum, ">="}, {maximum, "<="}}) {
      if (field[column].empty()) continue;
      if (made.type == Type::date && is_day(field[column]))
        made.rules.push_back({made.name + " " + symbol + " \"" + field[column] + "\"",
                              Severity::error,
                              std::string("a date ") + (column == minimum ? "before" : "after") +
                                  " the limit that REDCap has"});
      else
        say(row, Severity::warning, "REDCAP-LIMIT", "a limit that is neither a number nor a day",
            "write it as a Rule");
    }
  }

  void add_checkboxes(std::uint64_t row, const Field &field, const Variable &whole) {
    for (const Level &choice : levels_of(field[choices])) {
      Variable one = whole;
      one.name = whole.name + "___" + base::lower(choice.code);
      one.long_name = whole.long_name + ": " + choice.label;
      one.description = one.long_name;
      one.required = false;
      one.type = Type::string;
      one.levels = {{"0", "not ticked", {}}, {"1", "ticked", {}}};
      keep(row, std::move(one));
    }
  }

  void add_logic(std::uint64_t row, const Field &field) {
    if (field[logic].empty()) return;
    const auto expression = expression_of_redcap(
        field[logic], [&](std::string_view one) { return names_.contains(one); });
    if (!expression)
      return say(row, Severity::warning, "REDCAP-LOGIC", expression.error().message,
                 expression.error().remedy);
    auto &variables = made_.dictionary.variables;
    const auto found = std::ranges::find(variables, field[name], &Variable::name);
    if (found == variables.end())
      return say(row, Severity::warning, "REDCAP-LOGIC",
                 "branching logic of checkboxes, which become several columns",
                 "write the rule by hand, or leave it out");
    found->rules.push_back({found->name + " == null || (" + *expression + ")", Severity::warning,
                            "a value where REDCap's branching logic hides the field"});
    if (field[required] == "y")
      found->rules.push_back({"!(" + *expression + ") || " + found->name + " != null",
                              Severity::error,
                              "no value, though the field is required where it is shown"});
  }

  std::array<std::optional<std::size_t>, columns> places_;
  std::vector<std::pair<std::uint64_t, Field>> fields_;
  std::set<std::string, std::less<>> names_;
  RedcapImport made_;
};

} // namespace

RedcapImport import_redcap(TableReader &table) {
  return Import().of(table);
}

} // namespace curate::dictionary
