#include <gtest/gtest.h>
#include <libcurate/dictionary/shipped.hpp>
#include <libcurate/expression/expression.hpp>
#include <map>

using namespace curate;
using expression::Value;

namespace {

/// The rules of ms-core that a row breaks, as variable and number; what is not named is missing.
std::vector<std::string> broken(const std::map<std::string, Value> &row) {
  std::vector<std::string> told;
  for (const auto &variable : dictionary::shipped("ms-core").variables)
    for (std::size_t i = 0; i < variable.rules.size(); ++i) {
      std::vector<Value> slots;
      const auto parsed =
          expression::Expression::parse(variable.rules[i].expression, [&](std::string_view name) {
            const auto found = row.find(std::string(name));
            slots.push_back(found == row.end() ? Value() : found->second);
            return std::optional(slots.size() - 1);
          });
      expression::Scratch scratch;
      if (expression::verdict_of(parsed->evaluate(slots, scratch)) == expression::Verdict::broken)
        told.push_back(variable.name + " " + std::to_string(i));
    }
  return told;
}

Value number(double value) {
  return Value::number(value);
}

Value word(std::string_view text) {
  return Value::string(text);
}

TEST(ms_core, ties_its_variables) {
  using Told = std::vector<std::string>;
  EXPECT_EQ(broken({}), Told{});
  EXPECT_EQ(broken({{"age", number(40)},
                    {"age_at_onset", number(30)},
                    {"age_at_diagnosis", number(32)},
                    {"disease_duration_years", number(10)},
                    {"edss", number(2.5)},
                    {"walking_aid", word("none")},
                    {"walking_distance_m", number(2000)},
                    {"onset_date", word("2010-01-01")},
                    {"diagnosis_date", word("2012-01-01")}}),
            Told{});
  EXPECT_EQ(broken({{"edss", number(0.5)}}), Told{"edss 0"});
  EXPECT_EQ(broken({{"edss", number(5.5)},
                    {"walking_aid", word("none")},
                    {"walking_distance_m", number(800)}}),
            Told{"edss 3"});
  EXPECT_EQ(broken({{"edss", number(4)}, {"walking_aid", word("one_sided")}}), Told{"edss 5"});
  EXPECT_EQ(broken({{"age", number(40)}, {"age_at_onset", number(45)}}), Told{"age_at_onset 0"});
  EXPECT_EQ(broken({{"onset_date", word("2013-01-01")}, {"diagnosis_date", word("2012-12-31")}}),
            Told{"onset_date 0"});
  EXPECT_EQ(broken({{"age", number(40)},
                    {"age_at_onset", number(30)},
                    {"disease_duration_years", number(3)}}),
            Told{"disease_duration_years 1"});
}

} // namespace
