#include <gtest/gtest.h>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>

namespace curate::json {
namespace {

std::string code_of(std::string_view text) {
  const auto value = parse(text);
  return value ? "" : value.error().code;
}

TEST(json_read, keeps_the_order_of_members) {
  const auto value = parse(R"({"b": [1, -2, 0.1, true, null], "a": {"z": "Grüße", "y": {}}})");
  ASSERT_TRUE(value) << value.error().message;
  EXPECT_EQ(to_line(*value), R"({"b":[1,-2,0.1,true,null],"a":{"z":"Grüße","y":{}}})");
}

TEST(json_read, refuses_two_members_of_one_name) {
  EXPECT_EQ(code_of(R"({"a": 1, "a": 2})"), "JSON-REPEATED-KEY");
  EXPECT_EQ(code_of(R"([{"a": {"b": 1, "\u0062": 2}}])"), "JSON-REPEATED-KEY");
  EXPECT_EQ(code_of(R"([{"a": 1}, {"a": 1}])"), "");
}

TEST(json_read, refuses_what_is_no_json) {
  for (const char *text : {"", "{", "[1,]", "nul", "{\"a\"}", "1 2", "'a'", "[NaN]", "\"\t\""})
    EXPECT_EQ(code_of(text), "JSON-SYNTAX") << text;
  EXPECT_EQ(code_of("\"\xFF\""), "JSON-UTF8");
  for (const std::string_view text : {std::string_view("{}\0", 3), std::string_view("{}\0x", 4),
                                      std::string_view("\0{}", 3), std::string_view("[\"\0\"]", 5)})
    EXPECT_EQ(code_of(text), "JSON-SYNTAX");
}

TEST(json_read, takes_one_byte_order_mark) {
  EXPECT_EQ(code_of("\xEF\xBB\xBF{}"), "");
  EXPECT_EQ(code_of("\xEF\xBB\xBF\xEF\xBB\xBF{}"), "JSON-SYNTAX");
}

TEST(json_read, bounds_depth_and_size) {
  EXPECT_EQ(code_of(std::string(200, '[') + std::string(200, ']')), "");
  EXPECT_EQ(code_of(std::string(1'000'000, '[')), "JSON-DEPTH");
  EXPECT_EQ(parse("[1, 2]", {.bytes = 3}).error().code, "JSON-SIZE");
}

TEST(json_read, reads_an_object_of_many_members_in_bounded_time) {
  std::string text = "{";
  for (int i = 0; i < 200'000; ++i)
    text += "\"" + std::to_string(i) + "\":0,";
  text.back() = '}';
  const auto value = parse(text);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->size(), 200'000U);
}

TEST(json_write, gives_the_same_text_for_what_was_read) {
  const std::string text = "{\n  \"a\": 0.1,\n  \"b\": [\n    1e+300,\n    5\n  ]\n}\n";
  EXPECT_EQ(to_text(parse(text).value()), text);
}

} // namespace
} // namespace curate::json
