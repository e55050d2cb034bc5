#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/column_names.hpp>
#include <libcurate/dictionary/draft.hpp>
#include <libcurate/json/write.hpp>

using namespace curate;
using namespace curate::dictionary;

namespace {

json::Value draft_of(std::string text, Dialect dialect = Dialect::csv) {
  TableReader table(
      [text = std::move(text), at = std::size_t{0}](std::span<char> buffer) mutable {
        const std::size_t count = std::min(buffer.size(), text.size() - at);
        std::memcpy(buffer.data(), text.data() + at, count);
        at += count;
        return count;
      },
      dialect);
  return draft(table);
}

/// A column of ten rows beside an index.
json::Value column_of(const std::string &heading, const std::vector<std::string> &cells) {
  std::string text = "row\t" + heading + "\n";
  for (std::size_t i = 0; i < cells.size(); ++i)
    text += std::to_string(i) + "\t" + cells[i] + "\n";
  return draft_of(text, Dialect::tsv)[heading];
}

TEST(draft, tells_types_apart) {
  EXPECT_EQ(column_of("x", {"1", "2", "14", "20", "31"})["Type"], "integer");
  EXPECT_EQ(column_of("x", {"1.5", "2", "14", "20", "31"})["Type"], "number");
  EXPECT_EQ(column_of("x", {"2020-01-01", "2021-12-31", "n/a"})["Type"], "date");
  EXPECT_EQ(column_of("x", {"2020-01-01T10:00:00", "2021-12-31T11:30:00"})["Type"], "datetime");
  EXPECT_EQ(column_of("x", {"10:00:00", "11:30:00"})["Type"], "time");
  EXPECT_EQ(column_of("x", {"true", "false", "true"})["Type"], "boolean");
  EXPECT_EQ(column_of("x", {"a", "b"})["Type"], "string");
  EXPECT_EQ(column_of("x", {"she came with her husband today", "", ""})["Type"], "text");
  EXPECT_FALSE(column_of("x", {"n/a", "n/a"}).contains("Type"));
}

TEST(draft, keeps_a_number_a_number_in_spite_of_a_mistake) {
  const json::Value x =
      column_of("x", {"1.5", "2.0", "3.5", "2.5", "3.0", "6.5", "4.0", "2,5", "1.0", "7.0", "2.0"});
  EXPECT_EQ(x["Type"], "number");
  EXPECT_EQ(x["Minimum"], 1);
  EXPECT_EQ(x["Maximum"], 7);
  EXPECT_EQ(x["Step"], 0.5);
}

TEST(draft, finds_codes_for_no_value) {
  const json::Value x = column_of("x", {"3", "5", "-9", "60", "999", "41", "NA"});
  EXPECT_EQ(x["Minimum"], 3);
  EXPECT_EQ(x["Maximum"], 60);
  EXPECT_TRUE(x["Missing"].contains("-9") && x["Missing"].contains("999") &&
              x["Missing"].contains("NA"));
  const json::Value temperatures = column_of("x", {"-30", "-9", "5", "99", "98"});
  EXPECT_FALSE(temperatures.contains("Missing"));
  EXPECT_EQ(temperatures["Maximum"], 99);
}

TEST(draft, lists_levels_and_asks_what_they_mean) {
  const json::Value x = column_of("arm", {"low", "high", "low", "high", "n/a"});
  EXPECT_EQ(x["Levels"], (json::Value{{"high", ""}, {"low", ""}}));
  EXPECT_EQ(x["ToDo"][0], "Description");
  EXPECT_NE(json::to_line(x["ToDo"]).find("Levels"), std::string::npos);
}

TEST(draft, never_lists_who_is_in_the_table) {
  for (const std::string heading : {"surname", "Patient ID", "dateOfBirth", "remarks"}) {
    const json::Value x = column_of(heading, {"Muster", "Beispiel", "Muster", "17"});
    EXPECT_EQ(x["Identifying"], "direct") << heading;
    EXPECT_EQ(json::to_line(x).find("Muster"), std::string::npos) << heading;
    EXPECT_EQ(json::to_line(x).find("17"), std::string::npos) << heading;
  }
}

TEST(draft, knows_what_the_program_knows) {
  const json::Value made = draft_of("EDSS,age,walking_aid\n2.5,41,none\n3.0,52,none\n");
  EXPECT_EQ(made["EDSS"]["Maximum"], 10);
  EXPECT_EQ(made["EDSS"]["Step"], 0.5);
  EXPECT_FALSE(made["EDSS"].contains("Rules")); // they speak of `edss`
  EXPECT_EQ(made["walking_aid"]["Levels"].size(), 5u);
  const Findings findings = check(json::to_text(made), "d.json");
  for (const Finding &finding : findings)
    EXPECT_EQ(finding.severity, Severity::warning) << finding.code << finding.place;
}

TEST(draft, reads_units_and_identity_from_headings) {
  EXPECT_EQ(units_of_heading("lesion_volume_ml"), "mL");
  EXPECT_EQ(units_of_heading("Walk time (s)"), "s");
  EXPECT_EQ(units_of_heading("ageYears"), "year");
  EXPECT_EQ(units_of_heading("s"), "");
  EXPECT_EQ(units_of_heading("edss"), "");
  EXPECT_EQ(identifying_of_heading("participant_id"), Identifying::no);
  EXPECT_EQ(identifying_of_heading("Nachname"), Identifying::direct);
  EXPECT_EQ(identifying_of_heading("visit_date"), Identifying::quasi);
  EXPECT_EQ(identifying_of_heading("edss"), Identifying::unstated);
}

TEST(draft, is_quick_on_many_columns_and_keeps_the_first_of_two) {
  std::string text;
  for (int i = 0; i < 20'000; ++i)
    text += "c" + std::to_string(i) + "\t";
  EXPECT_EQ(draft_of(text + "c0\n1\n", Dialect::tsv).size(), 20'000u);
}

} // namespace
