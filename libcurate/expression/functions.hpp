#pragma once

#include <libcurate/expression/expression.hpp>
#include <libcurate/expression/value.hpp>
#include <string_view>

namespace curate::expression {

/// Each function of the language on its arguments; what they give may refer to `scratch`.
/// Source: BIDS schema 1.11.1, meta.expression_tests.
Value allequal(const Value &left, const Value &right);
Value count(const Value &values, const Value &wanted);
Value exists(const Value &paths, const Value &rule, const Scratch &scratch);
Value index(const Value &values, const Value &wanted);
Value intersects(const Value &left, const Value &right, Scratch &scratch);
Value length(const Value &value);
/// With a pattern that is computed; a wrong one gives null.
Value match(const Value &text, const Value &pattern, Scratch &scratch);
Value largest(const Value &values);
Value smallest(const Value &values);
/// `method` is null, "numeric" or "lexical"; anything else gives null.
Value sorted(const Value &values, const Value &method, Scratch &scratch);
Value substr(const Value &text, const Value &begin, const Value &end);
Value unique(const Value &values, Scratch &scratch);

/// Whether a text is in a text, a value in an array, or a name among an object's members; null in
/// anything else.
Value contains(const Value &whole, const Value &part);

/// A member by its name, an item by its number, a character by its number; null where there is
/// none.
Value item(const Value &whole, const Value &index);

} // namespace curate::expression
