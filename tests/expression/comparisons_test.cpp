#include <gtest/gtest.h>
#include <libcurate/expression/comparisons.hpp>

using namespace curate;
using namespace curate::expression;

namespace {

/// "age > 5!" for each, with "!" where it is asserted.
std::vector<std::string> told(std::string_view text) {
  constexpr const char *signs[] = {"==", "!=", "<", "<=", ">", ">="};
  std::vector<std::string> all;
  const auto comparisons = comparisons_in(text).value();
  for (const Comparison &one : comparisons) {
    std::string constant = one.kind == Kind::string ? "'" + one.text + "'"
                           : one.kind == Kind::null ? "null"
                           : one.kind == Kind::boolean
                               ? (one.number != 0 ? "true" : "false")
                               : std::to_string(static_cast<int>(one.number));
    all.push_back(one.name + " " + signs[static_cast<int>(one.relation)] + " " + constant +
                  (one.is_asserted ? "!" : ""));
  }
  return all;
}

TEST(expression_comparisons, are_of_names_with_constants) {
  using Told = std::vector<std::string>;
  EXPECT_EQ(told("age > 5"), Told{"age > 5!"});
  EXPECT_EQ(told("5 < age"), Told{"age > 5!"});
  EXPECT_EQ(told("-5 >= age"), Told{"age <= -5!"});
  EXPECT_EQ(told("a == null || b != 'x' && c <= 2"), (Told{"a == null!", "b != 'x'!", "c <= 2!"}));
  EXPECT_EQ(told("!(a == true)"), Told{"a == true"});
  EXPECT_EQ(told("a in ['x', 3, b]"), (Told{"a == 'x'!", "a == 3!"}));
  EXPECT_EQ(told("(a == 1) == (b == 2)"), (Told{"a == 1", "b == 2"}));
  EXPECT_EQ(told("max([a == 1, 2]) > 1"), Told{"a == 1"});
  EXPECT_EQ(told("a < b && a * 2 < 3 && 1 < 2 && 'x' in a && a.b == 1 && length(a) == 2"), Told{});
  EXPECT_EQ(told("`the age` > 5 && a[b == 1] == 2"), (Told{"the age > 5!", "b == 1"}));
}

TEST(expression_comparisons, fail_as_parsing_does) {
  EXPECT_EQ(comparisons_in("a >").error().code, "EXPRESSION-SYNTAX");
}

} // namespace
