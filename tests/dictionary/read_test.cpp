#include <gtest/gtest.h>
#include <libcurate/dictionary/dictionary.hpp>

using namespace curate;

namespace {

TEST(dictionary_read, holds_every_member_of_a_variable) {
  const auto read = dictionary::parse(R"({
    "edss": {"LongName": "Expanded Disability Status Scale", "Description": "disability",
      "Units": "points", "TermURL": "https://example.org/edss", "Type": "number",
      "Format": "number", "Required": true, "Unique": true, "Derivative": true,
      "Levels": {"0": "normal", "10": {"Description": "death", "TermURL": "https://example.org/d"}},
      "Minimum": 0, "Maximum": 10, "Step": 0.5, "Delimiter": ";", "Pattern": "[0-9.]+",
      "Missing": {"-9": "not examined"}, "Identifying": "quasi", "Aliases": ["EDSS"],
      "Rules": [{"Expression": "edss != 0.5", "Severity": "warning", "Message": "there is no 0.5"}],
      "Source": "Kurtzke 1983"},
    "TaskName": "a word about the table"})");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->variables.size(), 1u);
  const dictionary::Variable &edss = read->variables[0];
  EXPECT_EQ(edss.long_name, "Expanded Disability Status Scale");
  EXPECT_EQ(edss.description + edss.units + edss.term_url,
            "disabilitypointshttps://example.org/edss");
  EXPECT_EQ(edss.type, dictionary::Type::number);
  EXPECT_TRUE(edss.required && edss.unique && edss.derivative);
  ASSERT_EQ(edss.levels.size(), 2u);
  EXPECT_EQ(edss.levels[1].label, "death");
  EXPECT_EQ(edss.levels[1].term_url, "https://example.org/d");
  EXPECT_EQ(edss.minimum, 0.0);
  EXPECT_EQ(edss.maximum, 10.0);
  EXPECT_EQ(edss.step, 0.5);
  EXPECT_EQ(edss.delimiter + edss.pattern, ";[0-9.]+");
  ASSERT_EQ(edss.missing.size(), 1u);
  EXPECT_EQ(edss.missing[0].code + edss.missing[0].meaning, "-9not examined");
  EXPECT_EQ(edss.identifying, dictionary::Identifying::quasi);
  EXPECT_EQ(edss.aliases, std::vector<std::string>{"EDSS"});
  ASSERT_EQ(edss.rules.size(), 1u);
  EXPECT_EQ(edss.rules[0].expression, "edss != 0.5");
  EXPECT_EQ(edss.rules[0].severity, Severity::warning);
  EXPECT_EQ(edss.source, "Kurtzke 1983");
  EXPECT_EQ(read->find("edss"), &edss);
  EXPECT_EQ(read->find("EDSS"), nullptr);
}

TEST(dictionary_read, takes_the_type_of_a_bids_format) {
  const auto read = dictionary::parse(
      R"({"a": {"Format": "index"}, "b": {"Format": "uri"}, "c": {"Format": "date"}, "d": {}})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->variables[0].type, dictionary::Type::integer);
  EXPECT_EQ(read->variables[1].type, dictionary::Type::string);
  EXPECT_EQ(read->variables[2].type, dictionary::Type::date);
  EXPECT_EQ(read->variables[3].type, dictionary::Type::unstated);
}

TEST(dictionary_read, passes_over_what_has_the_wrong_kind) {
  const auto read = dictionary::parse(R"({"a": {"Minimum": "0", "Levels": [1], "Rules": {"x": 1},
      "Aliases": [1, "A"], "Required": "yes", "Type": "wish", "Missing": [], "Units": 3}})");
  ASSERT_TRUE(read);
  const dictionary::Variable &a = read->variables[0];
  EXPECT_FALSE(a.minimum.has_value());
  EXPECT_TRUE(a.levels.empty() && a.rules.empty() && a.missing.empty() && a.units.empty());
  EXPECT_EQ(a.aliases, std::vector<std::string>{"A"});
  EXPECT_FALSE(a.required);
  EXPECT_EQ(a.type, dictionary::Type::unstated);
}

TEST(dictionary_read, refuses_what_is_no_object) {
  for (const std::string &text : {std::string("[]"), std::string("{\"a\": {}, \"a\": {}}"),
                                  std::string(10'000, '['), std::string()}) {
    const auto read = dictionary::parse(text);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "DICT-JSON");
  }
  EXPECT_EQ(dictionary::read("/no/such/file.json").error().code, "DICT-READ");
}

} // namespace
