#include <libcurate/validation/check_values.hpp>

#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/check_table.hpp>
#include <libcurate/validation/read_file.hpp>

namespace curate::validation {

namespace {

using dictionary::Dictionary;
using dictionary::Fault;

constexpr std::size_t most_dictionary_bytes = std::size_t{64} << 20;

// What is wrong with rows as such is told when the table's form is read.
bool is_of_values(const dictionary::FindingGroup &group) {
  if (group.fault == Fault::rule_broken) return true;
  return !group.column.empty() && group.fault != Fault::empty_cell &&
         group.fault != Fault::column_twice && group.fault != Fault::column_unnamed;
}

Dictionary dictionary_of(const Dataset &dataset, const std::string &path, Notes &notes) {
  std::string text;
  const auto outcome =
      read_small_file(dataset.tree.descriptor(), path, most_dictionary_bytes, text);
  if (outcome != ReadOutcome::read) return {};
  for (auto &finding : dictionary::check(text, path))
    if (dataset.is_chosen(path)) notes.add(std::move(finding));
  auto parsed = dictionary::parse(text);
  return parsed ? std::move(*parsed) : Dictionary{};
}

// Those of the table's own dictionary first; of the other what that does not describe.
void add_unknown(Dictionary &own, const Dictionary &other) {
  for (const auto &variable : other.variables)
    if (own.find(variable.name) == nullptr) own.variables.push_back(variable);
}

} // namespace

void check_values(const Dataset &dataset, const std::string &path,
                  const std::string &dictionary_path, Notes &notes) {
  Dictionary own;
  if (!dictionary_path.empty()) own = dictionary_of(dataset, dictionary_path, notes);
  if (dataset.dictionary != nullptr) {
    Dictionary given = *dataset.dictionary;
    for (auto &variable : given.variables)
      variable.required = false; // a dictionary for all tables asks no table for all of it
    add_unknown(own, given);
  }
  if (own.variables.empty()) return;
  dictionary::TableReader reader(dataset.tree.root() / path);
  dictionary::TableCheckOptions options;
  options.unknown_columns = std::nullopt;
  const auto report = dictionary::check_table(reader, own, options);
  auto findings = report.groups.findings(path); // one of each group, in their order
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (is_of_values(report.groups.groups()[i])) notes.add(std::move(findings[i]));
}

} // namespace curate::validation
