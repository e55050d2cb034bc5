#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/dictionary/dictionary.hpp>
#include <map>
#include <string>
#include <string_view>

namespace curate::dictionary {

/// What is wrong with a dictionary itself: its JSON, its schema (schemas/dictionary.schema.json),
/// what its members say of each other, its rules. Codes DICT-..., listed in
/// docs/formats/dictionary.md; the place is a JSON pointer.
Findings check(std::string_view text, const std::string &file);

/// What one variable says against itself.
Findings check_variable(const Variable &variable, const std::string &file);

/// What several variables say against each other: names, aliases, rules.
Findings check_together(const Dictionary &dictionary, const std::string &file);

/// Variables by their names.
using VariablesByName = std::map<std::string_view, const Variable *, std::less<>>;

/// What a rule asks of single variables that none of their values can meet: comparisons with what
/// is no level, with a code for no value, with what is beyond the limits.
Findings check_comparisons(const VariablesByName &variables, std::string_view expression,
                           const std::string &file, const std::string &place);

/// The place of a member of a variable as a JSON pointer. Source: RFC 6901.
std::string pointer_to(std::string_view variable, std::string_view member = {},
                       std::string_view item = {});

} // namespace curate::dictionary
