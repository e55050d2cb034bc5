#pragma once

#include <deque>
#include <functional>
#include <libcurate/base/result.hpp>
#include <libcurate/expression/pattern.hpp>
#include <libcurate/expression/value.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace curate::expression {

struct Program;

/// How many of the named files exist: `exists(paths, rule)` of the BIDS schema.
using Exists = std::function<double(std::span<const Value> paths, std::string_view rule)>;

/// What evaluating needs besides the values: room for texts and arrays it makes, and the way to
/// look for files. One per thread.
struct Scratch {
  std::deque<std::string> texts;
  std::deque<std::vector<Value>> arrays;
  std::string pattern_text; ///< of `pattern`: a pattern that is computed is kept while it stays
  std::optional<Pattern> pattern; ///< nothing where the text is no pattern
  Exists exists;                  ///< none: no file exists
};

/// The place of a name's value in the span given to `evaluate`; nothing where there is no such
/// name.
using Resolve = std::function<std::optional<std::size_t>(std::string_view name)>;

/// A sentence of the BIDS schema's expression language, parsed once and evaluated on many rows.
/// Names that are no words stand in backquotes. docs/formats/expression.md has the language.
/// Source: BIDS schema 1.11.1, meta.expression_tests.
class Expression {
public:
  /// Fails with EXPRESSION-SYNTAX, EXPRESSION-NAME (unknown to `resolve`), EXPRESSION-FUNCTION
  /// (unknown, or given the wrong number of arguments), EXPRESSION-PATTERN (no pattern of RE2),
  /// EXPRESSION-SIZE (over 16,384 bytes or 200 levels). Messages begin with the column, counted in
  /// bytes from 1.
  static Result<Expression> parse(std::string_view text, const Resolve &resolve);

  /// Its value on one row. What it gives may refer to `slots` and to `scratch`, until the next
  /// evaluation with either. Never throws on values; time is bounded by the length of the
  /// expression times the size of the values.
  Value evaluate(std::span<const Value> slots, Scratch &scratch) const;

  /// How it is made: for who looks at a sentence without a row.
  const Program &program() const { return *program_; }

private:
  std::shared_ptr<const Program> program_; ///< shared by copies; never changed
};

/// What a rule says of a row.
enum class Verdict { kept, broken, unknown };

/// Null is unknown; what JavaScript takes for false is broken.
Verdict verdict_of(const Value &value);

/// The names an expression uses, each once, in the order in which they first stand.
/// Fails as Expression::parse, but for EXPRESSION-NAME.
Result<std::vector<std::string>> names_in(std::string_view text);

} // namespace curate::expression
