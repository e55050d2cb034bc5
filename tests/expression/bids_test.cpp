#include <gtest/gtest.h>
#include <libcurate/json/read.hpp>
#include <set>

#include "tests/expression/made_values.hpp"
#include "tests/support/folders.hpp"

using namespace curate;
using namespace curate::expression;

namespace {

std::optional<json::Value> bids_schema() {
  const auto data = support::shared_data();
  if (!data) return std::nullopt;
  const auto read = json::read_file(*data / "standards" / "bids_schema_1.11.1.json");
  return read ? std::optional(*read) : std::nullopt;
}

void expressions_in(const json::Value &value, std::set<std::string> &found) {
  if (!value.is_structured()) return;
  for (const auto &[name, member] : value.items()) {
    if ((name == "selectors" || name == "checks") && member.is_array()) {
      for (const auto &one : member)
        if (one.is_string()) found.insert(one.get<std::string>());
    } else {
      expressions_in(member, found);
    }
  }
}

TEST(bids_expressions, give_what_the_schema_says) {
  const auto schema = bids_schema();
  if (!schema) GTEST_SKIP() << "the shared data are absent";
  const auto &tests = (*schema)["meta"]["expression_tests"];
  ASSERT_EQ(tests.size(), 77u);
  for (const auto &test : tests) {
    const auto text = test["expression"].get<std::string>();
    const json::Value names{{"sidecar", json::Value::object()}};
    Store store;
    EXPECT_EQ(outcome_of(text, names), json::to_line(json_of(store.of(test["result"])))) << text;
  }
}

TEST(bids_expressions, parse_wherever_the_schema_has_them) {
  const auto schema = bids_schema();
  if (!schema) GTEST_SKIP() << "the shared data are absent";
  std::set<std::string> found;
  expressions_in((*schema)["rules"], found);
  EXPECT_GT(found.size(), 400u);
  for (const std::string &text : found) {
    if (text.starts_with("len(")) continue; // a slip of the schema: no page of it knows `len`
    const auto names = names_in(text);
    EXPECT_TRUE(names) << text << (names ? "" : names.error().message);
  }
}

} // namespace
