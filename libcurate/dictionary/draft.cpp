#include <algorithm>
#include <deque>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/column_guess.hpp>
#include <libcurate/dictionary/column_names.hpp>
#include <libcurate/dictionary/draft.hpp>
#include <libcurate/dictionary/shipped.hpp>
#include <libcurate/dictionary/to_json.hpp>
#include <libcurate/expression/expression.hpp>
#include <set>
#include <unordered_map>

namespace curate::dictionary {

namespace {

/// The variables that the program knows, and from which dictionary.
class Known {
public:
  Known() {
    for (const char *name : {"ms-core", "demographics", "imaging-session"})
      for (Variable &variable : shipped(name).variables) {
        const auto &kept = variables_.emplace_back(name, std::move(variable));
        by_name_.emplace(base::lower(kept.second.name), &kept); // the first of a name stays
        for (const std::string &alias : kept.second.aliases)
          by_name_.emplace(base::lower(alias), &kept);
      }
  }

  std::pair<std::string, const Variable *> find(const std::string &heading) const {
    const auto found = by_name_.find(base::lower(heading));
    if (found == by_name_.end()) return {{}, nullptr};
    return {found->second->first, &found->second->second};
  }

private:
  using Origin = std::pair<std::string, Variable>;
  std::deque<Origin> variables_;
  std::unordered_map<std::string, const Origin *> by_name_;
};

bool is_every_name_there(const Rule &rule, const std::vector<std::string> &columns) {
  const auto names = expression::names_in(rule.expression);
  return names && std::ranges::all_of(*names, [&](const std::string &name) {
           return std::ranges::find(columns, name) != columns.end();
         });
}

/// A known variable under the table's heading. Its levels are taken only where they are the
/// table's.
Variable adopted(const Variable &known, const std::string &heading, const ColumnGuess &guess,
                 const std::vector<std::string> &columns) {
  Variable made = known;
  made.aliases.clear();
  std::erase_if(made.rules, [&](const Rule &rule) { return !is_every_name_there(rule, columns); });
  if (heading != known.name) made.rules.clear();
  const Variable guessed = guess.guess();
  if (const auto values = guess.few_values(); values && !known.levels.empty()) {
    const bool fits = std::ranges::all_of(guessed.levels, [&](const Level &level) {
      return std::ranges::find(known.levels, level.code, &Level::code) != known.levels.end();
    });
    if (!fits) {
      made.levels = guessed.levels;
      made.rules.clear();
    }
  }
  for (const MissingCode &code : guessed.missing)
    if (std::ranges::find(made.missing, code.code, &MissingCode::code) == made.missing.end() &&
        std::ranges::find(made.levels, code.code, &Level::code) == made.levels.end())
      made.missing.push_back(code);
  return made;
}

json::Value described(const std::string &heading, const ColumnGuess &guess, const Known &known,
                      const std::vector<std::string> &columns) {
  json::Value to_do = json::Value::array();
  Variable variable;
  if (const auto [from, found] = known.find(heading); found != nullptr) {
    variable = adopted(*found, heading, guess, columns);
    to_do.push_back("confirm: taken from " + from + ", " + found->name);
  } else {
    variable = guess.guess();
    variable.units = units_of_heading(heading);
    variable.identifying = identifying_of_heading(heading);
    if (variable.type == Type::text) variable.identifying = Identifying::direct;
    const bool is_of_time = variable.type == Type::date || variable.type == Type::datetime;
    if (is_of_time && variable.identifying == Identifying::unstated)
      variable.identifying = Identifying::quasi;
    const bool is_direct = variable.identifying == Identifying::direct;
    to_do.push_back("Description");
    const bool is_number = variable.type == Type::integer || variable.type == Type::number;
    if (variable.type == Type::unstated) to_do.push_back("Type: the table has no value");
    if (is_number && !is_direct && variable.levels.empty() && variable.units.empty())
      to_do.push_back("Units");
    if (variable.minimum && !is_direct) to_do.push_back("Minimum and Maximum: those of this table");
    if (variable.identifying == Identifying::unstated) to_do.push_back("Identifying");
  }
  // Who is in the table is nothing to write in a dictionary.
  if (variable.identifying == Identifying::direct) {
    variable.levels.clear();
    variable.minimum.reset();
    variable.maximum.reset();
    variable.step.reset();
  }
  if (std::ranges::any_of(variable.levels, [](const Level &level) { return level.label.empty(); }))
    to_do.push_back("Levels: what each means");
  if (!variable.missing.empty()) to_do.push_back("Missing: what each means");
  json::Value made = to_json(variable);
  made["ToDo"] = std::move(to_do);
  return made;
}

} // namespace

json::Value draft(TableReader &table) {
  if (table.columns().empty())
    throw InputError("the table has no columns: its first row is to name them");
  std::vector<ColumnGuess> guesses(table.columns().size());
  while (const TableRow *row = table.next())
    if (!row->defects.is_ragged)
      for (std::size_t i = 0; i < std::min(guesses.size(), row->cells.size()); ++i)
        guesses[i].see(row->cells[i]);
  static const Known known; // read once: threads wait for the first
  json::Value made = json::Value::object();
  // Put behind the others without looking for it among them: a table may have 100,000 columns.
  auto &members = made.get_ref<json::Value::object_t &>();
  std::set<std::string> headings;
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    const std::string &heading = table.columns()[i];
    if (heading.empty() || !base::is_utf8(heading) || !headings.insert(heading).second) continue;
    members.emplace_back(heading, described(heading, guesses[i], known, table.columns()));
  }
  return made;
}

} // namespace curate::dictionary
