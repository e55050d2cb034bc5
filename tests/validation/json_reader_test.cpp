#include <gtest/gtest.h>
#include <libcurate/json/read.hpp>
#include <libcurate/validation/json_reader.hpp>
#include <rapidcheck/gtest.h>

namespace curate::validation_test {
namespace {

using validation::JsonReader;

bool is_read(const std::string &text) {
  JsonReader reader(text);
  return reader.skip() && reader.end();
}

RC_GTEST_PROP(json_reader, takes_what_the_other_reader_takes, ()) {
  // Pieces that make texts which are nearly JSON, and often are.
  const auto pieces =
      *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
          "{",      "}",           "[",       "]",    ",",  ":",           "\"a\"",
          "\"b\"",  "\"\\u0061\"", "1",       "-0.5", "01", "1e3",         "-",
          "true",   "nul",         "null",    " ",    "\n", "\"\\ud800\"", "\"\\ud83d\\ude00\"",
          "\"\t\"", "\xC3\xA4",    "\"\xFF\""}));
  std::string text = *rc::gen::element(std::string("{\"a\":"), std::string("["), std::string());
  for (const auto &piece : pieces)
    text += piece;
  RC_ASSERT(is_read(text) == json::parse(text).has_value());
}

TEST(json_reader, says_what_is_wrong_and_where) {
  JsonReader reader("{\"a\": 1,\n\"b\": [1, 2,, 3]}");
  EXPECT_FALSE(reader.skip());
  EXPECT_EQ(reader.wrong(), JsonReader::Wrong::syntax);
  EXPECT_EQ(reader.line(), 2U);
  const std::string brackets(10000, '[');
  JsonReader deep(brackets);
  EXPECT_FALSE(deep.skip());
  EXPECT_EQ(deep.wrong(), JsonReader::Wrong::depth);
}

} // namespace
} // namespace curate::validation_test
