#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>

namespace curate::json {
namespace {

Findings check_study(const char *text) {
  return check(parse(text).value(), embedded("study.schema.json"), "study.json");
}

TEST(json_schema, accepts_what_keeps_to_it) {
  EXPECT_TRUE(check_study(R"({"schema_version": 1, "name": "ms"})").empty());
}

TEST(json_schema, names_the_place_of_what_does_not) {
  const auto findings = check_study(
      R"({"schema_version": 1, "name": "ms", "deidentification": {"retain_institution_identity": 3}})");
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.front().code, "JSON-SCHEMA");
  EXPECT_EQ(findings.front().file, "study.json");
  EXPECT_EQ(findings.front().place, "/deidentification/retain_institution_identity");
}

TEST(json_schema, refuses_unknown_members) {
  const auto findings = check_study(R"({"schema_version": 1, "name": "ms", "nmae": "x"})");
  ASSERT_FALSE(findings.empty());
}

TEST(json_schema, knows_what_was_built_in) {
  EXPECT_EQ(embedded("study.schema.json")["type"], "object");
  EXPECT_THROW(embedded("nothing.json"), InputError);
}

} // namespace
} // namespace curate::json
