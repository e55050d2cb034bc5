#pragma once

#include <functional>
#include <libcurate/dictionary/dictionary.hpp>
#include <libcurate/dictionary/fault.hpp>
#include <libcurate/expression/pattern.hpp>
#include <libcurate/expression/value.hpp>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_set>

namespace curate::dictionary {

/// What a cell is: its value (null where there is none, or where it is faulty), and its fault.
struct CellVerdict {
  expression::Value value; ///< texts refer to the cell
  Fault fault = Fault::none;
  bool is_missing = false;
};

/// Holds the cells of one column to its variable.
class CellCheck {
public:
  /// The variable outlives the check; nullptr: any text. `is_tsv`: empty cells are wrong, and
  /// quotes are text.
  CellCheck(const Variable *variable, bool is_tsv);

  CellVerdict check(std::string_view cell) const;
  /// Whether the variable's Pattern could be used.
  bool has_bad_pattern() const { return has_bad_pattern_; }

private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  bool is_missing_code(std::string_view cell) const;
  CellVerdict check_list(std::string_view cell) const;
  CellVerdict check_one(std::string_view cell) const;
  CellVerdict check_number(std::string_view cell) const;
  CellVerdict check_word(std::string_view cell) const;
  Fault level_fault(std::string_view cell) const;
  CellVerdict explained(std::string_view cell, CellVerdict verdict) const;

  const Variable *variable_;
  bool is_tsv_;
  bool has_bad_pattern_ = false, is_age_ = false, is_number_ = false;
  using Words = std::unordered_set<std::string, Hash, std::equal_to<>>;
  Words levels_;
  // What tells why a cell is no level without a walk over all of them: codes and labels in lower
  // case, the longest code, the numbers that codes spell.
  Words folded_codes_, folded_labels_;
  std::size_t longest_code_ = 0;
  std::set<double> level_numbers_;
  std::optional<expression::Pattern> pattern_;
};

} // namespace curate::dictionary
