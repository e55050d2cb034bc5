#include "tests/dictionary/planted_table.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/check_table.hpp>
#include <libcurate/dictionary/diagnose.hpp>
#include <libcurate/dictionary/plain_value.hpp>
#include <set>

namespace curate::dictionary {
namespace {

using Strings = std::vector<std::string>;

TableBytes bytes_of(std::string text) {
  auto at = std::make_shared<std::size_t>(0);
  return [text = std::move(text), at](std::span<char> buffer) {
    const std::size_t count = std::min(buffer.size(), text.size() - *at);
    std::memcpy(buffer.data(), text.data() + *at, count);
    *at += count;
    return count;
  };
}

const Dictionary &known() {
  static const Dictionary dictionary = parse(planted_dictionary).value();
  return dictionary;
}

TableReport check(const std::string &text, const Dictionary &dictionary = known(),
                  Dialect dialect = Dialect::tsv) {
  TableReader reader(bytes_of(text), dialect);
  return check_table(reader, dictionary, {.is_tsv = dialect == Dialect::tsv});
}

const Strings columns{"id",   "score", "volume", "count", "treated", "sex", "grade",
                      "code", "day",   "moment", "clock", "drugs",   "note"};

Strings right_row(std::size_t number) {
  return {fmt::format("p{:03}", number),
          "2.5",
          "-1234.75",
          "7",
          "true",
          "F",
          "1",
          "123456789012",
          "2021-03-31",
          "2021-03-31T10:00:00",
          "14:05:00.25",
          "a;b",
          "M\xC3\xBCller"};
}

std::string line(const Strings &cells) {
  return base::join(cells, "\t") + "\n";
}

// A table with one planted cell in every second row, and which fault is at which row and column.
std::string planted_text() {
  std::string text = line(columns) + line(right_row(1));
  std::size_t number = 1;
  for (const PlantedCell &planted : planted_cells()) {
    Strings row = right_row(++number);
    row[static_cast<std::size_t>(std::ranges::find(columns, planted.column) - columns.begin())] =
        planted.cell;
    text += line(row);
  }
  return text;
}

TEST(CheckTable, ACleanTableHasNoFindings) {
  std::string text = line(columns);
  for (std::size_t number = 1; number <= planted_cells().size(); ++number) {
    Strings row = right_row(number);
    if (number % 3 == 0)
      for (std::size_t column = 1; column < row.size(); ++column)
        row[column] = "n/a";
    if (number % 5 == 0) row[1] = "-99";
    text += line(row);
  }
  for (const auto &finding : check(text).groups.findings("t.tsv"))
    ADD_FAILURE() << finding.code << " " << finding.place;
}

TEST(CheckTable, EveryPlantedCellIsFoundAtItsRowAndColumn) {
  EXPECT_GE(planted_cells().size(), 60U);
  const auto report = check(planted_text());
  std::set<std::tuple<Fault, std::string, std::uint64_t>> found, planted;
  for (const auto &group : report.groups.groups())
    for (const auto row : group.first_rows)
      found.emplace(group.fault, group.column, row);
  std::uint64_t row = 2;
  for (const PlantedCell &one : planted_cells())
    planted.emplace(one.fault, one.column, ++row);
  for (const auto &[fault, column, number] : planted)
    EXPECT_TRUE(found.contains({fault, column, number}))
        << text_of(fault).code << " in " << column << " of row " << number << " was not found";
  for (const auto &[fault, column, number] : found)
    EXPECT_TRUE(planted.contains({fault, column, number}))
        << text_of(fault).code << " in " << column << " of row " << number << " is none";
}

TEST(CheckTable, EveryFaultOfACellIsPlanted) {
  std::set<Fault> planted;
  for (const PlantedCell &one : planted_cells())
    planted.insert(one.fault);
  for (int i = static_cast<int>(Fault::empty_cell); i <= static_cast<int>(Fault::list_spaces);
       ++i) {
    const auto fault = static_cast<Fault>(i);
    if (fault == Fault::cut_by_spreadsheet || fault == Fault::unique_unchecked ||
        fault == Fault::no_pattern)
      continue; // tested apart
    EXPECT_TRUE(planted.contains(fault)) << text_of(fault).code;
  }
}

TEST(CheckTable, NoFindingHoldsWhatACellHolds) {
  const auto findings = check(planted_text()).groups.findings("t.tsv");
  for (const auto &finding : findings)
    for (const std::string_view cell : {"M\xC3", "perhaps", "soon", "44286", "007", "X12", "A2*2"})
      EXPECT_EQ((finding.message + finding.remedy + finding.place).find(cell), std::string::npos);
}

std::set<Fault> faults_of(const TableReport &report) {
  std::set<Fault> faults;
  for (const auto &group : report.groups.groups())
    faults.insert(group.fault);
  return faults;
}

TEST(CheckTable, FaultsOfRowsAndOfTheTable) {
  const Dictionary small = parse(R"({"a": {}, "b": {"Aliases": ["bee"]}})").value();
  const auto faults = [&](const std::string &text, Dialect dialect = Dialect::tsv) {
    return faults_of(check(text, small, dialect));
  };
  using Faults = std::set<Fault>;
  EXPECT_EQ(faults(""), Faults{Fault::empty_table});
  EXPECT_EQ(faults("a\tb\n"), Faults{Fault::no_rows});
  EXPECT_EQ(faults("a\tb\n1\n"), Faults{Fault::short_row});
  EXPECT_EQ(faults("a\tb\n1\t2\t3\n"), Faults{Fault::long_row});
  EXPECT_EQ(faults("a\tb\n1\t2\n\n3\t4\n"), Faults{Fault::blank_row});
  EXPECT_EQ(faults("a\tb\n1\t2\na\tb\n"), Faults{Fault::header_again});
  EXPECT_EQ(faults("a\tb\nx\t\xC3\xBC\nx\t\xFCx\n"), Faults{Fault::badly_encoded});
  EXPECT_EQ(faults("a\tb\nx\t\xFCx\n"), Faults{Fault::not_utf8});
  EXPECT_EQ(faults("a,b\n\"1\"x,2\n", Dialect::csv), Faults{Fault::stray_quote});
  EXPECT_EQ(faults("a,b\n1,2\n1,\"2\n", Dialect::csv), Faults{Fault::open_quote});
  EXPECT_EQ(faults("a\t\n1\t2\n"), Faults{Fault::column_unnamed});
  EXPECT_EQ(faults("a\ta\n1\t2\n"), Faults{Fault::column_twice});
  EXPECT_EQ(faults("A\tb\n1\t2\n"), Faults{Fault::column_case});
  EXPECT_EQ(faults("a (ml)\tb\n1\t2\n"), Faults{Fault::column_case});
  EXPECT_EQ(faults("a\tbee\n1\t2\n"), Faults{Fault::column_alias});
  EXPECT_EQ(faults("a\tc\n1\t2\n"), Faults{Fault::column_unknown});
  EXPECT_EQ(faults("a\tb\n1\t" + std::string(32'767, 'x') + "\n"),
            Faults{Fault::cut_by_spreadsheet});
  EXPECT_EQ(faults_of(check("x\n1\n", parse(R"({"x": {}, "y": {"Required": true}})").value())),
            Faults{Fault::column_missing});
  EXPECT_EQ(faults_of(check("x\n1\n", parse(R"({"x": {"Pattern": "("}})").value())),
            Faults{Fault::no_pattern});
}

TEST(CheckTable, LimitsAreHeldToWithoutAType) {
  const Dictionary limits =
      parse(R"({"a": {"Minimum": 0, "Maximum": 10, "Levels": {"none": "not done"}},
                "b": {"Maximum": 5}, "c": {"Step": 2}, "d": {"Levels": {"1": "x"}}})")
          .value();
  EXPECT_EQ(faults_of(check("a\tb\tc\td\n10\t-1\t4\t1\nnone\t5\tn/a\tn/a\n", limits)),
            std::set<Fault>{});
  EXPECT_EQ(faults_of(check("a\n-0.5\n", limits)), std::set{Fault::too_small});
  EXPECT_EQ(faults_of(check("b\n5.5\n", limits)), std::set{Fault::too_large});
  EXPECT_EQ(faults_of(check("c\n3\n", limits)), std::set{Fault::off_step});
  EXPECT_EQ(faults_of(check("b\nmany\n", limits)), std::set{Fault::no_number});
}

TEST(CheckTable, ManyLevelsCostNoWalkForEachCell) {
  std::string levels;
  for (int i = 0; i < 10'000; ++i)
    levels += fmt::format("{}\"Code {}\": \"label {}\"", i == 0 ? "" : ", ", i, i);
  const Dictionary many =
      parse("{\"a\": {\"Levels\": {" + levels + ", \"7\": \"seven\"}}}").value();
  std::string text = "a\n";
  for (int i = 0; i < 50'000; ++i) // each walked over 10,000 levels, this took minutes
    text += "wrong, every time\n";
  EXPECT_EQ(faults_of(check(text, many)), std::set{Fault::no_level});
  EXPECT_EQ(faults_of(check("a\ncode 9999\n", many)), std::set{Fault::level_case});
  EXPECT_EQ(faults_of(check("a\nLabel 5\n", many)), std::set{Fault::level_label});
  EXPECT_EQ(faults_of(check("a\n07\n", many)), std::set{Fault::level_as_number});
  EXPECT_EQ(faults_of(check("a\nCode 5, Code 6\n", many)), std::set{Fault::level_with_more});
  EXPECT_EQ(faults_of(check("a\n7=seven\n", many)), std::set{Fault::level_with_more});
  EXPECT_EQ(faults_of(check("a\nCode 10001\n", many)), std::set{Fault::no_level});
}

TEST(CheckTable, RulesAreToldByTheirMessage) {
  Strings row = right_row(1);
  row[1] = "10";
  row[3] = "1";
  const auto findings = check(line(columns) + line(right_row(2)) + line(row)).groups.findings("f");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "RULE-BROKEN");
  EXPECT_EQ(findings[0].severity, Severity::warning);
  EXPECT_EQ(findings[0].place, "column score, row 3");
  EXPECT_EQ(findings[0].message, "the score is far above the count");
}

TEST(CheckTable, RepeatedFaultsAreOneFinding) {
  std::string text = "count\n";
  for (int i = 0; i < 1000; ++i)
    text += "x\n";
  const auto findings =
      check(text, parse(R"({"count": {"Type": "integer"}})").value()).groups.findings("f.tsv");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].place, "column count, rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 990 more");
}

TEST(CheckTable, ATableWithoutAHeaderDoesNotTellItsFirstRow) {
  const auto findings = check("M\xC3\xBCller\t4711\nx\ty\n").groups.findings("f.tsv");
  ASSERT_FALSE(findings.empty());
  for (const auto &finding : findings)
    EXPECT_EQ((finding.place + finding.message).find("4711"), std::string::npos);
}

TEST(CheckTable, WatchersSeeRowsAndValues) {
  TableReader reader(bytes_of("score\tid\n2.5\tx\nn/a\ty\n"), Dialect::tsv);
  double sum = 0;
  Strings ids;
  TableCheckOptions options;
  options.watchers.push_back([&](const CheckedRow &row) {
    if (!row.verdicts[0].is_missing) sum += row.verdicts[0].value.as_number();
    ids.emplace_back(row.cells[1]);
  });
  EXPECT_EQ(check_table(reader, known(), options).rows, 2U);
  EXPECT_EQ(sum, 2.5);
  EXPECT_EQ(ids, (Strings{"x", "y"}));
}

TEST(PlainValue, Numbers) {
  EXPECT_EQ(plain_number("0.1"), 0.1);
  EXPECT_EQ(plain_number("-12.75"), -12.75);
  EXPECT_EQ(plain_number("123456789012345678"), 123456789012345678.0);
  EXPECT_EQ(plain_number("1.7976931348623157e308"), 1.7976931348623157e308);
  for (const char *text : {"", "-", "+1", "01", "1.", ".1", "1e", "1e999", "1 ", "0x1", "nan"})
    EXPECT_FALSE(plain_number(text)) << text;
}

} // namespace
} // namespace curate::dictionary
