#pragma once

#include <libcurate/dictionary/cell_check.hpp>
#include <libcurate/dictionary/finding_groups.hpp>
#include <libcurate/expression/expression.hpp>
#include <string>
#include <vector>

namespace curate::dictionary {

/// The rules of a dictionary, made ready for one table.
class RuleCheck {
public:
  /// Rules that name columns the table does not have cannot be told and are left out. Rules that
  /// are no sentences of the language are left out too; `dictionary::check` names them.
  RuleCheck(const std::vector<std::string> &columns, const Dictionary &dictionary);

  /// A rule is held to a row in which none of the cells it uses is faulty.
  void check(std::uint64_t row, std::span<const CellVerdict> verdicts, FindingGroups &groups);
  std::size_t size() const { return rules_.size(); }

private:
  struct Ready {
    expression::Expression expression;
    const Rule *rule;
    std::string variable;
    std::vector<std::size_t> columns; ///< those it uses
  };

  std::vector<Ready> rules_;
  std::vector<expression::Value> slots_;
  expression::Scratch scratch_;
};

} // namespace curate::dictionary
