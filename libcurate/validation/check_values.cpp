#include <libcurate/validation/check_values.hpp>

#include <libcurate/dictionary/check_table.hpp>

namespace curate::validation {

namespace {

using dictionary::Fault;

// What is wrong with rows as such is told when the table's form is read.
bool is_of_values(const dictionary::FindingGroup &group) {
  if (group.fault == Fault::rule_broken) return true;
  return !group.column.empty() && group.fault != Fault::empty_cell &&
         group.fault != Fault::column_twice && group.fault != Fault::column_unnamed;
}

} // namespace

void check_values(const Dataset &dataset, const std::string &path,
                  const std::string &dictionary_path, Notes &notes) {
  Notes unheard;
  const auto own = dataset.dictionaries.of(dataset.tree, dictionary_path,
                                           dataset.is_chosen(dictionary_path) ? notes : unheard);
  if (own->variables.empty()) return;
  dictionary::TableReader reader(dataset.tree.root() / path);
  dictionary::TableCheckOptions options;
  options.unknown_columns = std::nullopt;
  const auto report = dictionary::check_table(reader, *own, options);
  auto findings = report.groups.findings(path); // one of each group, in their order
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (is_of_values(report.groups.groups()[i])) notes.add(std::move(findings[i]));
}

} // namespace curate::validation
