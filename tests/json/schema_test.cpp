#include <atomic>
#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <set>
#include <thread>

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

TEST(json_schema, bears_long_texts) {
  const Value schema =
      parse(R"({"items": {"type": "string", "pattern": "^[a-z\u00fc]*:"}})").value();
  Value value = {std::string(10'000'000, 'a'), "a:" + std::string(1'000'000, 'b')};
  std::string odd = "a";
  while (odd.size() < 5'000)
    odd += "\u00fc";
  value.push_back(odd);
  const auto findings = check(value, schema, "x.json");
  std::set<std::string> places;
  for (const Finding &finding : findings)
    places.insert(finding.place);
  EXPECT_TRUE(places.contains("/0") && places.contains("/2") && !places.contains("/1"));
}

TEST(json_schema, checks_in_several_threads) {
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&right] {
      for (int k = 0; k < 20; ++k)
        right += check_study(R"({"schema_version": 1, "name": "ms"})").empty() &&
                         !check_study(R"({"schema_version": 1, "nmae": "ms"})").empty()
                     ? 1
                     : 0;
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(right, 80);
}

TEST(json_schema, knows_what_was_built_in) {
  EXPECT_EQ(embedded("study.schema.json")["type"], "object");
  EXPECT_THROW(embedded("nothing.json"), InputError);
}

} // namespace
} // namespace curate::json
