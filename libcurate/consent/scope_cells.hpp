#pragma once

#include <libcurate/consent/scope.hpp>
#include <map>
#include <string>
#include <vector>

namespace curate::consent {

/// A cell, or a word of the command line, that cannot be: its column and why.
struct CellProblem {
  std::string column; ///< empty where several disagree
  Problem problem;
};

/// The columns of a scope, each with what may stand in it.
struct ScopeColumn {
  std::string_view name, meaning, example;
  bool is_required = false;
};

/// All of them, in the order of the template.
const std::vector<ScopeColumn> &scope_columns();

/// A scope from texts by column: codes of DUO by id or shorthand, several separated by blanks,
/// commas or semicolons; "yes" or "no". What is absent or empty allows nothing. Fails with
/// CONSENT-CODE, CONSENT-YES-NO, CONSENT-COLUMN (no such column), or as `scope_of`.
tl::expected<Scope, CellProblem> scope_of_cells(const std::map<std::string, std::string> &cells);

/// The cells of "permission=GRU access=open recontact": words apart by blanks; a bare word means
/// yes. Fails with CONSENT-ALLOW.
Result<std::map<std::string, std::string>> cells_of_words(const std::vector<std::string> &words);

} // namespace curate::consent
