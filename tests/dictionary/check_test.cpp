#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/shipped.hpp>
#include <set>

using namespace curate;

namespace {

struct Mistake {
  const char *code, *place, *text;
};

/// One of every mistake. The variable is whole but for it.
const std::vector<Mistake> &mistakes() {
  static const std::vector<Mistake> all{
      {"DICT-JSON", "", "{\"a\": "},
      {"DICT-JSON", "", "[]"},
      {"DICT-REPEATED-KEY", "", R"j({"a": {"Description": "x"}, "a": {"Description": "y"}})j"},
      {"DICT-EMPTY", "", R"j({"TaskName": "rest"})j"},
      {"DICT-SCHEMA", "/a/Minimum", R"j({"a": {"Description": "x", "Minimum": "0"}})j"},
      {"DICT-SCHEMA", "/a/Type", R"j({"a": {"Description": "x", "Type": "wish"}})j"},
      {"DICT-UNKNOWN-MEMBER", "/a/Minimun", R"j({"a": {"Description": "x", "Minimun": 0}})j"},
      {"DICT-TODO", "/a/ToDo", R"j({"a": {"Description": "x", "ToDo": ["Units"]}})j"},
      {"DICT-DESCRIPTION", "/a", R"j({"a": {"Type": "number"}})j"},
      {"DICT-NAME", "/ a", R"j({" a": {"Description": "x"}})j"},
      {"DICT-NAME-CASE", "/A", R"j({"a": {"Description": "x"}, "A": {"Description": "x"}})j"},
      {"DICT-RANGE", "/a/Minimum", R"j({"a": {"Description": "x", "Minimum": 2, "Maximum": 1}})j"},
      {"DICT-LIMIT-TYPE", "/a/Type",
       R"j({"a": {"Description": "x", "Type": "date", "Minimum": 2}})j"},
      {"DICT-STEP", "/a/Step",
       R"j({"a": {"Description": "x", "Minimum": 0, "Maximum": 1, "Step": 0.4}})j"},
      {"DICT-STEP", "/a/Step", R"j({"a": {"Description": "x", "Type": "integer", "Step": 0.5}})j"},
      {"DICT-LEVEL-RANGE", "/a/Levels/7",
       R"j({"a": {"Description": "x", "Minimum": 0, "Maximum": 5, "Levels": {"1": "l", "7": "m"}}})j"},
      {"DICT-LEVEL-STEP", "/a/Levels/1.2",
       R"j({"a": {"Description": "x", "Minimum": 0, "Step": 0.5, "Levels": {"1.2": "l"}}})j"},
      {"DICT-LEVEL-TYPE", "/a/Levels/low",
       R"j({"a": {"Description": "x", "Type": "integer", "Levels": {"low": "l"}}})j"},
      {"DICT-LEVEL-MEANING", "/a/Levels/1",
       R"j({"a": {"Description": "x", "Levels": {"1": ""}}})j"},
      {"DICT-LEVEL-TWICE", "/a/Levels/m",
       R"j({"a": {"Description": "x", "Levels": {"M": "male", "m": "male"}}})j"},
      {"DICT-LEVEL-PATTERN", "/a/Levels/x1",
       R"j({"a": {"Description": "x", "Pattern": "[0-9]", "Levels": {"x1": "l"}}})j"},
      {"DICT-MISSING-LEVEL", "/a/Missing/9",
       R"j({"a": {"Description": "x", "Levels": {"9": "l"}, "Missing": {"9": "not done"}}})j"},
      {"DICT-MISSING-IN-RANGE", "/a/Missing/9",
       R"j({"a": {"Description": "x", "Minimum": 0, "Maximum": 10, "Missing": {"9": "not done"}}})j"},
      {"DICT-PATTERN", "/a/Pattern", R"j({"a": {"Description": "x", "Pattern": "(?=a)"}})j"},
      {"DICT-FORMAT", "/a/Format",
       R"j({"a": {"Description": "x", "Type": "integer", "Format": "label"}})j"},
      {"DICT-UNIQUE-LEVELS", "/a/Unique",
       R"j({"a": {"Description": "x", "Unique": true, "Levels": {"1": "l"}}})j"},
      {"DICT-UNITS", "/a/Units", R"j({"a": {"Description": "x", "Type": "text", "Units": "mm"}})j"},
      {"DICT-DELIMITER", "/a/Delimiter/x;y",
       R"j({"a": {"Description": "x", "Delimiter": ";", "Levels": {"x;y": "l"}}})j"},
      {"DICT-ALIAS", "/b/Aliases/0",
       R"j({"a": {"Description": "x"}, "b": {"Description": "x", "Aliases": ["A"]}})j"},
      {"DICT-ALIAS", "/b/Aliases/0",
       R"j({"a": {"Description": "x", "Aliases": ["c"]}, "b": {"Description": "x", "Aliases": ["c"]}})j"},
      {"DICT-RULE-SYNTAX", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Rules": [{"Expression": "a >", "Message": "m"}]}})j"},
      {"DICT-RULE-NAME", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Rules": [{"Expression": "a > b", "Message": "m"}]}})j"},
      {"DICT-RULE-FUNCTION", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Rules": [{"Expression": "len(a)", "Message": "m"}]}})j"},
      {"DICT-RULE-PATTERN", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Rules": [{"Expression": "match(a, '(')", "Message": "m"}]}})j"},
      {"DICT-RULE-CONSTANT", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Rules": [{"Expression": "'a' != 'b'", "Message": "m"}]}})j"},
      {"DICT-RULE-LEVEL", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Levels": {"M": "male", "F": "female"},
           "Rules": [{"Expression": "a != 'm'", "Message": "m"}]}})j"},
      {"DICT-RULE-LEVEL", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Levels": {"1": "low", "2": "high"},
           "Rules": [{"Expression": "!(a in [1, 3])", "Message": "m"}]}})j"},
      {"DICT-RULE-LEVEL", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Type": "boolean",
           "Rules": [{"Expression": "'true' == a", "Message": "m"}]}})j"},
      {"DICT-RULE-LEVEL", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Maximum": 5,
           "Rules": [{"Expression": "a != 'none'", "Message": "m"}]}})j"},
      {"DICT-RULE-MISSING", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Type": "number", "Missing": {"-9": "not done"},
           "Rules": [{"Expression": "a != -9 || a > 1", "Message": "m"}]}})j"},
      {"DICT-RULE-NEVER", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Type": "number", "Minimum": 0, "Maximum": 10,
           "Rules": [{"Expression": "a == null || a > 10", "Message": "m"}]}})j"},
      {"DICT-RULE-NEVER", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Minimum": 0,
           "Rules": [{"Expression": "a <= 3 && 0 > a", "Message": "m"}]}})j"},
      {"DICT-RULE-NEVER", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Minimum": 0, "Maximum": 10, "Step": 0.5,
           "Rules": [{"Expression": "a == 1.2", "Message": "m"}]}})j"},
      {"DICT-RULE-MESSAGE", "/a/Rules/0",
       R"j({"a": {"Description": "x", "Rules": [{"Expression": "a > 1"}]}})j"}};
  return all;
}

TEST(dictionary_check, finds_every_mistake_where_it_is_and_nothing_else) {
  for (const Mistake &one : mistakes()) {
    const Findings findings = dictionary::check(one.text, "d.json");
    ASSERT_FALSE(findings.empty()) << one.text;
    for (const Finding &finding : findings) {
      EXPECT_EQ(finding.code, one.code) << one.text << "\n" << finding.message;
      EXPECT_EQ(finding.place, one.place) << one.text;
      EXPECT_EQ(finding.file, "d.json");
      EXPECT_FALSE(finding.message.empty() ||
                   (finding.remedy.empty() && finding.code != "DICT-JSON" &&
                    finding.code != "DICT-REPEATED-KEY" && finding.code != "DICT-RULE-SYNTAX"))
          << finding.code << finding.message;
    }
  }
}

TEST(dictionary_check, bounds_what_hostile_files_ask) {
  const auto code = [](const std::string &text) {
    const Findings findings = dictionary::check(text, "d.json");
    return findings.empty() ? std::string() : findings.front().code;
  };
  std::string deep;
  for (int i = 0; i < 10'000; ++i)
    deep += "{\"a\":";
  EXPECT_EQ(code(deep + "1" + std::string(10'000, '}')), "DICT-DEPTH");
  EXPECT_EQ(code(std::string(10'000, '[')), "DICT-DEPTH");
  EXPECT_EQ(code("{\"a\": \"\xff\"}"), "DICT-JSON");
  EXPECT_EQ(code(R"j({"a": {"Description": "x", "Rules": [{"Message": "m", "Expression": ")j" +
                 std::string(9'000, '(') + R"j("}]}})j"),
            "DICT-RULE-SIZE");
}

TEST(dictionary_check, accepts_comparisons_that_values_can_meet) {
  for (const char *rule :
       {"n >= 0 && n <= 10", "!(n > 10)", "n == 2.5", "n != 11", "sex == 'F' || sex in ['M', 'F']",
        "grade == 1 && grade != '2'", "grade < 7", "drugs != 'a;b'", "age == '89+' || age < 90",
        "done == true || done != 1 || done == 0", "word == 'anything'", "n == n"})
    EXPECT_EQ(dictionary::check(R"j({"n": {"Description": "x", "Minimum": 0, "Maximum": 10,
      "Step": 0.5, "Rules": [{"Message": "m", "Expression": ")j" +
                                    std::string(rule) + R"j("}]},
      "sex": {"Description": "x", "Levels": {"M": "male", "F": "female"}},
      "grade": {"Description": "x", "Levels": {"1": "low", "2": "high"}},
      "drugs": {"Description": "x", "Levels": {"a": "b"}, "Delimiter": ";"},
      "age": {"Description": "x", "Type": "number", "Units": "year", "Maximum": 89},
      "done": {"Description": "x", "Type": "boolean"}, "word": {"Description": "x"}})j",
                                "d.json"),
              Findings{})
        << rule;
}

TEST(dictionary_check, accepts_what_bids_files_hold) {
  EXPECT_TRUE(dictionary::check(R"j({"onset": {"LongName": "Onset", "Description": "begin",
      "Units": "s", "Format": "number", "HED": "Event"},
      "TaskName": "rest", "StimulusPresentation": {"Description": "how", "LongName": "x"}})j",
                                "d.json")
                  .empty());
}

TEST(dictionary_check, accepts_a_variable_that_uses_everything) {
  EXPECT_EQ(dictionary::check(R"j({"edss": {"LongName": "EDSS", "Description": "disability",
      "Units": "points", "TermURL": "https://example.org/edss", "Type": "number",
      "Format": "number", "Required": true, "Minimum": 0, "Maximum": 10, "Step": 0.5,
      "Pattern": "[0-9.]+", "Missing": {"-9": "not examined"}, "Identifying": "no",
      "Aliases": ["EDSS"], "Source": "Kurtzke 1983",
      "Rules": [{"Expression": "edss != 0.5", "Severity": "warning", "Message": "no 0.5"}]}})j",
                              "d.json"),
            Findings{});
}

TEST(dictionary_shipped, are_well_formed_and_cite_their_ranges) {
  EXPECT_EQ(dictionary::shipped_names(),
            (std::vector<std::string>{"demographics", "imaging-session", "ms-core"}));
  for (const std::string &name : dictionary::shipped_names()) {
    EXPECT_EQ(dictionary::check(*dictionary::shipped_text(name), name), Findings{});
    for (const dictionary::Variable &variable : dictionary::shipped(name).variables) {
      EXPECT_FALSE(variable.source.empty()) << variable.name;
      EXPECT_NE(variable.type, dictionary::Type::unstated) << variable.name;
      EXPECT_NE(variable.identifying, dictionary::Identifying::unstated) << variable.name;
    }
  }
  EXPECT_THROW((void)dictionary::shipped("nothing"), UsageError);
}

} // namespace
