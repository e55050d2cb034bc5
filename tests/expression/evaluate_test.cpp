#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/expression/made_values.hpp"

using namespace curate;
using namespace curate::expression;

namespace {

struct Case {
  const char *text, *outcome;
};

void expect(std::initializer_list<Case> cases, const json::Value &names = json::Value::object()) {
  for (const Case &one : cases)
    EXPECT_EQ(outcome_of(one.text, names), one.outcome) << one.text;
}

TEST(expression, has_the_operators_of_javascript) {
  expect({{"1 + 2 * 3", "7.0"},
          {"(1 + 2) * 3", "9.0"},
          {"10 - 4 - 3", "3.0"},
          {"2 ** 3 ** 2", "512.0"},
          {"2 ** -1", "0.5"},
          {"-2 + 5", "3.0"},
          {"--2", "2.0"},
          {"7 % 3", "1.0"},
          {"-7 % 3", "-1.0"},
          {"7.5 % 1", "0.5"},
          {"12 / 8 / 3", "0.5"},
          {"1e3 + .5", "1000.5"},
          {"1 < 2 == true", "true"},
          {"2 <= 2 && 3 > 2 && 3 >= 3", "true"},
          {"1 == 1 || nonsense", "EXPRESSION-NAME column 11: there is no variable of this name"},
          {"!true || !false", "true"},
          {"!0 && !'' && !null", "true"},
          {"![]", "false"},
          {"!{}", "false"},
          {"'b' > 'a'", "true"},
          {"'10' < '9'", "true"},
          {"'10' < 9", "false"},
          {"'abc' < 1", "null"},
          {"'5' == 5", "true"},
          {"'5' == '5.0'", "false"},
          {"true == 1", "true"},
          {"[1, [2]] == [1, [2]]", "true"},
          {"[1] == 1", "false"},
          {"{} == {}", "true"},
          {"'a' + 1", "\"a1\""},
          {"1.5 + 'a' + true", "\"1.5atrue\""},
          {"'3' * '4'", "12.0"},
          {"'x' * 2", "null"},
          {"[1] + 1", "null"},
          {"1 / 0", "null"},
          {"0 / 0", "null"},
          {"5 % 0", "null"}});
}

TEST(expression, takes_null_for_not_known) {
  expect({{"a + 1", "null"},
          {"1 - a", "null"},
          {"a * 0", "null"},
          {"a ** 2", "null"},
          {"-a", "null"},
          {"a < 1", "null"},
          {"1 >= a", "null"},
          {"a == null", "true"},
          {"a != null", "false"},
          {"a.b.c", "null"},
          {"a[0]", "null"},
          {"'x' in a", "null"},
          {"a + 'x'", "null"},
          {"a || 7", "7.0"},
          {"a && b", "null"},
          {"b && a", "null"},
          {"a == null || (a * 2) % 1 == 0", "true"}},
         {{"a", nullptr}, {"b", 1}});
}

TEST(expression, looks_into_values) {
  expect({{"sidecar.EchoTime", "0.03"},
          {"sidecar['EchoTime'] * 1000", "30.0"},
          {"sidecar.deep.list[1]", "8.0"},
          {"sidecar.deep.list[2]", "null"},
          {"sidecar.deep.list[-1]", "null"},
          {"sidecar.deep.list[0.5]", "null"},
          {"word[1]", "\"µ\""},
          {"word[9]", "null"},
          {"word.length", "null"},
          {"'EchoTime' in sidecar", "true"},
          {"'Nothing' in sidecar", "true"},
          {"'absent' in sidecar", "false"},
          {"8 in sidecar.deep.list", "true"},
          {"'8' in sidecar.deep.list", "false"},
          {"'ab' in 'cabs'", "true"},
          {"1 in 'cabs'", "null"},
          {"`two words` + 1", "3.0"},
          {"`in`", "4.0"}},
         {{"sidecar", {{"EchoTime", 0.03}, {"Nothing", nullptr}, {"deep", {{"list", {7, 8}}}}}},
          {"word", "aµb"},
          {"two words", 2},
          {"in", 4}});
}

TEST(expression, has_the_functions_of_the_schema) {
  expect({{"allequal([1, 2], [1, 2])", "true"},
          {"allequal([1], [1, 2])", "false"},
          {"allequal(1, 1)", "false"},
          {"count(['a', 'b', 'a'], 'a')", "2.0"},
          {"count(1, 1)", "null"},
          {"exists(['x'], 'dataset')", "0.0"},
          {"index([4, 5], 5)", "1.0"},
          {"intersects([1, 2, 3], [3, 1])", "[1.0,3.0]"},
          {"intersects([1], ['1'])", "false"},
          {"intersects('a', 'a')", "false"},
          {"length('aµb')", "3.0"},
          {"length(5)", "null"},
          {"match('sub-01', '^sub-[0-9]+$')", "true"},
          {"match('sub-01', '^sub' + '-x')", "false"},
          {"match('a.nii', '\\.nii$')", "true"},
          {"match('anii', '\\.nii$')", "false"},
          {"match(12, '^1')", "true"},
          {"match('a', null)", "false"},
          {"match('a', 1)", "null"},
          {"match('a', '(' + 'x')", "null"},
          {"max([1, 'n/a', '7', 3])", "7.0"},
          {"max([])", "null"},
          {"min('n/a')", "null"},
          {"min([4, 2, 8])", "2.0"},
          {"sorted(['b', 'a', 'c'])", "[\"a\",\"b\",\"c\"]"},
          {"sorted([2, 10, 1])", "[1.0,2.0,10.0]"},
          {"sorted([2, 10], 'sideways')", "null"},
          {"substr('aµbc', 1, 3)", "\"µb\""},
          {"substr('abc', 2, 1)", "\"\""},
          {"substr(5, 0, 1)", "null"},
          {"type('a') + type(null)", "\"stringnull\""},
          {"unique(['a', 'a', 1, true, null, null])", "[\"a\",1.0,true,null]"}});
}

TEST(expression, treats_long_arrays_as_short_ones) {
  json::Value many = json::Value::array();
  for (int i = 0; i < 60; ++i)
    many.push_back(i % 20);
  many.push_back("3");
  many.push_back(nullptr);
  expect({{"length(unique(many))", "22.0"},
          {"intersects(['3', 19, 20, null], many)", "[\"3\",19.0,null]"}},
         {{"many", many}});
}

TEST(expression, asks_its_user_for_files) {
  const auto parsed = Expression::parse("exists(['a', 'b', 'c'], 'stimuli')",
                                        [](std::string_view) { return std::nullopt; });
  ASSERT_TRUE(parsed);
  Scratch scratch;
  scratch.exists = [](std::span<const Value> paths, std::string_view rule) {
    return rule == "stimuli" ? static_cast<double>(paths.size()) - 1 : 0.0;
  };
  EXPECT_EQ(parsed->evaluate({}, scratch).as_number(), 2);
}

TEST(expression, judges_a_row) {
  EXPECT_EQ(verdict_of(Value()), Verdict::unknown);
  EXPECT_EQ(verdict_of(Value::boolean(true)), Verdict::kept);
  EXPECT_EQ(verdict_of(Value::boolean(false)), Verdict::broken);
  EXPECT_EQ(verdict_of(Value::number(0)), Verdict::broken);
}

RC_GTEST_PROP(expression, calculates_as_doubles_do, (double a, double b)) {
  const auto parsed = Expression::parse("(a + b) * 2 >= a - b", [](std::string_view name) {
    return std::optional<std::size_t>(name == "a" ? 0 : 1);
  });
  RC_ASSERT(parsed.has_value());
  Scratch scratch;
  const std::vector<Value> slots{Value::number(a), Value::number(b)};
  const Value value = parsed->evaluate(slots, scratch);
  const bool is_finite = std::isfinite((a + b) * 2) && std::isfinite(a - b);
  RC_ASSERT(value.is_null() == !is_finite);
  if (is_finite) RC_ASSERT(value.as_boolean() == ((a + b) * 2 >= a - b));
}

} // namespace
