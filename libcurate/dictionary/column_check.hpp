#pragma once

#include <libcurate/dictionary/check_table.hpp>

namespace curate::dictionary {

/// The variable of each column by its name; nullptr where the dictionary has none.
std::vector<const Variable *> variables_of(const std::vector<std::string> &columns,
                                           const Dictionary &dictionary);

/// How columns are called in findings: by name, or "3" for the third where names may be values.
std::vector<std::string> shown_names(const std::vector<std::string> &columns,
                                     const Dictionary &dictionary);

/// The variable that a column's name stands for though it is not its name: an alias, another case,
/// other signs between words, a unit in parentheses behind. nullptr where there is none.
const Variable *meant_variable(std::string_view column, const Dictionary &dictionary);

/// The columns with the variable's name in place of an alias of it.
std::vector<std::string> without_aliases(std::vector<std::string> columns,
                                         const Dictionary &dictionary);

/// What is wrong with the names of columns.
void check_columns(const std::vector<std::string> &columns, const Dictionary &dictionary,
                   const TableCheckOptions &options, FindingGroups &groups);

} // namespace curate::dictionary
