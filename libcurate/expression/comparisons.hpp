#pragma once

#include <cstdint>
#include <libcurate/base/result.hpp>
#include <libcurate/expression/value.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace curate::expression {

/// How a name is held against a constant, the name first: `5 < age` is `age > 5`.
enum class Relation : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };

/// A name and a number, text, boolean or null that an expression compares.
struct Comparison {
  std::string name;
  Relation relation = Relation::equal;
  Kind kind = Kind::null; ///< of the constant
  double number = 0;      ///< a boolean's too, as 0 or 1
  std::string text;
  bool is_asserted = false; ///< nothing but `&&` and `||` is between it and the whole

  /// The constant; refers to `text`.
  Value value() const;
};

/// The comparisons of names with constants in an expression, in the order in which they stand; of
/// `name in ['a', 'b']` two with `equal`.
/// Fails as Expression::parse, but for EXPRESSION-NAME.
Result<std::vector<Comparison>> comparisons_in(std::string_view text);

} // namespace curate::expression
