#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/validation/code.hpp>
#include <libcurate/validation/sarif.hpp>

namespace curate::validation_test {
namespace {

TEST(code, is_found_by_its_name_and_each_name_is_one) {
  const auto all = validation::all_codes();
  EXPECT_TRUE(std::ranges::is_sorted(all, std::ranges::less_equal(), &validation::Code::name));
  for (const auto &code : all) {
    EXPECT_EQ(&validation::code_of(code.name), &code);
    EXPECT_FALSE(code.message.empty() || code.remedy.empty()) << code.name;
  }
}

TEST(sarif, tells_rule_file_and_line_of_each_finding) {
  const Findings findings = {
      {Severity::error, "TABLE-ROW", "phenotype/a b.tsv", "row 12", "wrong", "do"},
      {Severity::warning, "VALUE-OF-ANOTHER-ROOM", "participants.tsv", "", "odd", ""}};
  const auto sarif = validation::to_sarif(findings, "1.2.3");
  EXPECT_EQ(sarif["version"], "2.1.0");
  const auto &run = sarif["runs"][0];
  const auto &results = run["results"];
  ASSERT_EQ(results.size(), 2U);
  const auto &place = results[0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "phenotype/a%20b.tsv");
  EXPECT_EQ(place["region"]["startLine"], 12);
  EXPECT_EQ(results[0]["level"], "error");
  for (const auto &result : results) {
    const auto rule = result["ruleIndex"].get<std::size_t>();
    EXPECT_EQ(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
  }
  EXPECT_FALSE(results[1]["locations"][0]["physicalLocation"].contains("region"));
}

} // namespace
} // namespace curate::validation_test
