#include <gtest/gtest.h>
#include <libcurate/bids/tsv.hpp>
#include <rapidcheck/gtest.h>

namespace curate::bids {
namespace {

TEST(tsv, is_written_without_quotes_and_with_na) {
  EXPECT_EQ(text_of(Tsv{{"a", "b"}, {{"1", ""}, {"x\ty\n", "  "}}}), "a\tb\n1\tn/a\nx y \tn/a\n");
}

TEST(tsv, bears_what_spreadsheets_do_to_it) {
  const auto table = parse_tsv("\xEF\xBB\xBF"
                               "a\tb\r\n1\t2\r\n\r\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->columns, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(table->rows, (std::vector<std::vector<std::string>>{{"1", "2"}}));
  EXPECT_EQ(table->column("b"), 1U);
  EXPECT_EQ(table->column("c"), 2U);
}

TEST(tsv, says_which_row_is_wrong) {
  EXPECT_EQ(parse_tsv("").error().code, "TSV-EMPTY");
  EXPECT_EQ(parse_tsv("a\ta\n").error().code, "TSV-COLUMN");
  const auto table = parse_tsv("a\tb\n1\t2\n1\n");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, "TSV-ROW");
  EXPECT_NE(table.error().message.find("row 3"), std::string::npos);
}

RC_GTEST_PROP(tsv, any_cells_are_read_back_but_for_blanks, (const std::string &a)) {
  const auto back = parse_tsv(text_of(Tsv{{"x", "y"}, {{a, "1"}}}));
  RC_ASSERT(back && back->rows.size() == 1U && back->rows[0][1] == "1");
}

} // namespace
} // namespace curate::bids
