#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/expression/made_values.hpp"

using namespace curate;
using namespace curate::expression;

namespace {

struct Case {
  const char *text, *code;
  int column;
};

TEST(expression_parse, points_at_the_column) {
  for (const Case &one : {Case{"", "EXPRESSION-SYNTAX", 1},
                          {"1 +", "EXPRESSION-SYNTAX", 4},
                          {"a b", "EXPRESSION-SYNTAX", 3},
                          {"(a", "EXPRESSION-SYNTAX", 3},
                          {"a = 1", "EXPRESSION-SYNTAX", 3},
                          {"a & b", "EXPRESSION-SYNTAX", 3},
                          {"a && 'open", "EXPRESSION-SYNTAX", 6},
                          {"a > 3x", "EXPRESSION-SYNTAX", 6},
                          {"a in in", "EXPRESSION-SYNTAX", 6},
                          {"[1, 2", "EXPRESSION-SYNTAX", 6},
                          {"[,]", "EXPRESSION-SYNTAX", 2},
                          {"{1}", "EXPRESSION-SYNTAX", 2},
                          {"a.", "EXPRESSION-SYNTAX", 3},
                          {"a.1", "EXPRESSION-SYNTAX", 2},
                          {"``", "EXPRESSION-SYNTAX", 1},
                          {"1e999", "EXPRESSION-SYNTAX", 1},
                          {"a > 1 && c", "EXPRESSION-NAME", 10},
                          {"1 + root(2)", "EXPRESSION-FUNCTION", 5},
                          {"min()", "EXPRESSION-FUNCTION", 1},
                          {"a || substr('a', 1)", "EXPRESSION-FUNCTION", 6},
                          {"match(a, '(')", "EXPRESSION-PATTERN", 1},
                          {"a && match(a, '(?=b)')", "EXPRESSION-PATTERN", 6}}) {
    const auto outcome = outcome_of(one.text, {{"a", 1}, {"b", 2}});
    EXPECT_TRUE(
        outcome.starts_with(std::string(one.code) + " column " + std::to_string(one.column) + ":"))
        << one.text << " gave " << outcome;
  }
}

TEST(expression_parse, names_what_an_expression_uses) {
  EXPECT_EQ(names_in("edss == null || edss > `9hpt` && length(x.y) > z[w]").value(),
            (std::vector<std::string>{"edss", "9hpt", "x", "z", "w"}));
  EXPECT_EQ(names_in("1 + (").error().code, "EXPRESSION-SYNTAX");
}

TEST(expression_parse, bounds_what_hostile_text_asks) {
  const auto code = [](const std::string &text) {
    const auto names = names_in(text);
    return names ? std::string("parsed") : names.error().code;
  };
  const auto repeated = [](const std::string &one, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
      text += one;
    return text;
  };
  EXPECT_EQ(code(repeated("(", 16'000)), "EXPRESSION-SIZE");
  EXPECT_EQ(code(repeated("[", 16'000)), "EXPRESSION-SIZE");
  EXPECT_EQ(code(repeated("!", 16'000)), "EXPRESSION-SIZE");
  EXPECT_EQ(code(repeated("2**", 5'000) + "2"), "EXPRESSION-SIZE");
  EXPECT_EQ(code(repeated("1+", 5'000) + "1"), "EXPRESSION-SIZE");
  EXPECT_EQ(code("a" + repeated(".a", 5'000)), "EXPRESSION-SIZE");
  EXPECT_EQ(code(repeated(" ", 20'000)), "EXPRESSION-SIZE");
  EXPECT_EQ(code("1" + repeated("+1", 150)), "parsed");
  EXPECT_EQ(code("match(a, '" + repeated("(a*)*", 300) + "b')"), "parsed");
  EXPECT_EQ(code("match(a, '((a{1000}){1000}){1000}')"), "EXPRESSION-PATTERN");
  EXPECT_EQ(code("'\xff'"), "EXPRESSION-SYNTAX");
}

TEST(expression_parse, matches_in_time_linear_in_the_text) {
  EXPECT_EQ(outcome_of("match(a, '^(a+)+$')", {{"a", std::string(50'000, 'a') + "b"}}), "false");
}

RC_GTEST_PROP(expression_parse, survives_any_words, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "(", ")", "[", "]", "{", "}", ",", ".", "!", "-", "+", "**", "%", "==", "<", "&&", "||", "in",
      "null", "1", "'a'", "a", "min(", "sorted(", "match(", "`"));
  std::string text;
  for (const std::string &word : words)
    text += word + " ";
  (void)outcome_of(text, {{"a", {1, "b", nullptr}}});
}

} // namespace
