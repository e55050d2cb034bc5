#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/column_check.hpp>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace curate::dictionary {

namespace {

// Letters and digits in lower case, without what stands in parentheses.
std::string plain_name(std::string_view name) {
  return base::lower(
      base::alphanumeric(name.substr(0, std::min(name.find_first_of("(["), name.size()))));
}

} // namespace

std::vector<const Variable *> variables_of(const std::vector<std::string> &columns,
                                           const Dictionary &dictionary) {
  std::unordered_map<std::string_view, const Variable *> by_name;
  for (const Variable &variable : dictionary.variables)
    by_name.emplace(variable.name, &variable);
  std::vector<const Variable *> variables;
  for (const std::string &column : columns) {
    const auto at = by_name.find(column);
    variables.push_back(at == by_name.end() ? nullptr : at->second);
  }
  return variables;
}

std::vector<std::string> without_aliases(std::vector<std::string> columns,
                                         const Dictionary &dictionary) {
  std::unordered_map<std::string_view, const Variable *> by_alias;
  for (const Variable &variable : dictionary.variables)
    for (const std::string &alias : variable.aliases)
      by_alias.emplace(alias, &variable);
  for (std::string &column : columns)
    if (const auto at = by_alias.find(column);
        at != by_alias.end() && dictionary.find(column) == nullptr)
      column = at->second->name;
  return columns;
}

const Variable *meant_variable(std::string_view column, const Dictionary &dictionary) {
  for (const Variable &variable : dictionary.variables)
    if (std::ranges::find(variable.aliases, column) != variable.aliases.end()) return &variable;
  const std::string plain = plain_name(column);
  if (plain.empty()) return nullptr;
  for (const Variable &variable : dictionary.variables) {
    if (plain_name(variable.name) == plain) return &variable;
    for (const std::string &alias : variable.aliases)
      if (plain_name(alias) == plain) return &variable;
  }
  return nullptr;
}

std::vector<std::string> shown_names(const std::vector<std::string> &columns,
                                     const Dictionary &dictionary) {
  const auto is_known = [&](const std::string &column) {
    return dictionary.find(column) != nullptr || meant_variable(column, dictionary) != nullptr;
  };
  // A few columns tell whether the first row is a header; a hundred thousand would take long.
  constexpr std::size_t looked_at = 1000;
  const auto end =
      columns.begin() + static_cast<std::ptrdiff_t>(std::min(looked_at, columns.size()));
  if (std::any_of(columns.begin(), end, is_known)) return columns;
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < columns.size(); ++i)
    numbers.push_back(std::to_string(i + 1));
  return numbers;
}

void check_columns(const std::vector<std::string> &columns, const Dictionary &dictionary,
                   const TableCheckOptions &options, FindingGroups &groups) {
  if (columns.empty()) {
    groups.add(Fault::empty_table, "", 0);
    return;
  }
  const auto names = shown_names(columns, dictionary);
  const auto variables = variables_of(columns, dictionary);
  std::set<std::string_view> seen;
  std::set<const Variable *> meant_ones;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].empty()) {
      groups.add(Fault::column_unnamed, std::to_string(i + 1), 0);
      continue;
    }
    if (!seen.insert(columns[i]).second) groups.add(Fault::column_twice, names[i], 0);
    if (variables[i] != nullptr) continue;
    // Suggestions for the first columns only: each looks through the whole dictionary.
    const Variable *meant = i < 1000 ? meant_variable(columns[i], dictionary) : nullptr;
    if (meant != nullptr) {
      meant_ones.insert(meant);
      const bool is_alias = std::ranges::find(meant->aliases, columns[i]) != meant->aliases.end();
      if (auto *group =
              groups.add(is_alias ? Fault::column_alias : Fault::column_case, names[i], 0))
        group->finding.remedy = "rename it to " + meant->name;
    } else if (options.unknown_columns) {
      if (auto *group = groups.add(Fault::column_unknown, names[i], 0))
        group->finding.severity = *options.unknown_columns;
    }
  }
  for (const Variable &variable : dictionary.variables)
    if (variable.required && !seen.contains(variable.name) && !meant_ones.contains(&variable))
      groups.add(Fault::column_missing, variable.name, 0);
}

} // namespace curate::dictionary
