#include "tests/support/folders.hpp"
#include "tests/tools/run_curate.hpp"

#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/json/read.hpp>

namespace curate::tools_test {
namespace {

/// One of every mistake that can stand beside others, and what is to be told of them.
constexpr const char *mistaken = R"j({
  "edss": { "Description": "d", "Type": "number", "Minimum": 0, "Maximum": 10, "Step": 0.3,
    "Missing": { "9": "not done" }, "Rules": [{ "Expression": "edss >", "Message": "m" }] },
  "sex": { "Description": "d", "Levels": { "M": "male", "m": "male", "F": "" }, "Unique": true },
  "age": { "Type": "integer", "Minimum": 120, "Maximum": 18, "Aliases": ["EDSS"] },
  "code": { "Description": "d", "Pattern": "(", "Colour": "red", "ToDo": ["Units"] },
  "dose": { "Description": "d", "Type": "text", "Units": "mg", "Minimum": 1,
    "Rules": [{ "Expression": "dose > weight", "Message": "m" }] },
  "grade": { "Description": "d", "Type": "integer", "Maximum": 5, "Levels": { "7": "l", "x": "l" },
    "Required": "yes" }
})j";

TEST(dictionary_command, finds_every_mistake_in_one_file) {
  const support::TemporaryFolder folder;
  const std::string file = (folder.path() / "d.json").string();
  base::write_file(file, mistaken, base::Overwrite::no);
  const Ran ran = curate({"dictionary", "check", file, "--json"});
  EXPECT_EQ(ran.status, 3);
  std::vector<std::string> told;
  const auto findings = json::parse(ran.out);
  ASSERT_TRUE(findings) << ran.out;
  for (const auto &finding : *findings)
    told.push_back(finding["code"].get<std::string>() + " " + finding["place"].get<std::string>());
  const std::vector<std::string> expected{"DICT-SCHEMA /grade/Required",
                                          "DICT-UNKNOWN-MEMBER /code/Colour",
                                          "DICT-TODO /code/ToDo",
                                          "DICT-STEP /edss/Step",
                                          "DICT-MISSING-IN-RANGE /edss/Missing/9",
                                          "DICT-LEVEL-TWICE /sex/Levels/m",
                                          "DICT-LEVEL-MEANING /sex/Levels/F",
                                          "DICT-UNIQUE-LEVELS /sex/Unique",
                                          "DICT-DESCRIPTION /age",
                                          "DICT-RANGE /age/Minimum",
                                          "DICT-PATTERN /code/Pattern",
                                          "DICT-LIMIT-TYPE /dose/Type",
                                          "DICT-UNITS /dose/Units",
                                          "DICT-LEVEL-RANGE /grade/Levels/7",
                                          "DICT-LEVEL-TYPE /grade/Levels/x",
                                          "DICT-ALIAS /age/Aliases/0",
                                          "DICT-RULE-SYNTAX /edss/Rules/0",
                                          "DICT-RULE-NAME /dose/Rules/0"};
  EXPECT_EQ(told, expected);
  EXPECT_EQ(curate({"dictionary", "check", file, "--fail-on", "never"}).status, 0);
  EXPECT_EQ(curate({"dictionary", "check", (folder.path() / "none").string()}).status, 1);
}

TEST(dictionary_command, shows_and_checks_what_the_program_brings) {
  const Ran names = curate({"dictionary", "show"});
  EXPECT_EQ(names.out, "demographics\nimaging-session\nms-core\n");
  EXPECT_EQ(curate({"dictionary", "check", "ms-core", "demographics", "imaging-session",
                    "--fail-on", "warning"})
                .status,
            0);
  const Ran shown = curate({"dictionary", "show", "ms-core"});
  EXPECT_EQ(shown.status, 0);
  EXPECT_NE(shown.out.find("edss - Expanded Disability Status Scale"), std::string::npos);
  EXPECT_NE(shown.out.find("0 to 10 by 0.5"), std::string::npos);
}

TEST(dictionary_command, drafts_what_passes_its_own_check) {
  const support::TemporaryFolder folder;
  const std::string table = (folder.path() / "t.csv").string();
  base::write_file(table, "id;edss;arm\n1;2.0;a\n2;3.5;b\n3;n/a;a\n", base::Overwrite::no);
  const std::string out = (folder.path() / "d.json").string();
  EXPECT_EQ(curate({"dictionary", "draft", table, "-o", out}).status, 0);
  EXPECT_EQ(curate({"dictionary", "check", out}).status, 0);
  EXPECT_EQ(curate({"dictionary", "check", out, "--fail-on", "warning"}).status, 3);
  EXPECT_EQ(curate({"dictionary", "draft", table, "-o", out}).status, 1);
  EXPECT_EQ(curate({"dictionary", "draft", "--from", "redcap", table}).status, 1);
}

} // namespace
} // namespace curate::tools_test
