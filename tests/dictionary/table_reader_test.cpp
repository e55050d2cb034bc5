#include <libcurate/dictionary/table_reader.hpp>

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace curate::dictionary {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// Gives a text in pieces, so that borders fall everywhere.
TableBytes pieces(std::string text, std::size_t size = 1 << 20) {
  auto at = std::make_shared<std::size_t>(0);
  return [text = std::move(text), at, size](std::span<char> buffer) {
    const std::size_t count = std::min({buffer.size(), size, text.size() - *at});
    std::memcpy(buffer.data(), text.data() + *at, count);
    *at += count;
    return count;
  };
}

struct Read {
  std::vector<std::string> columns;
  Rows rows;
  std::vector<std::uint64_t> numbers;
  std::vector<RowDefects> defects;
};

Read read(TableReader reader) {
  Read all{reader.columns(), {}, {}, {}};
  while (const TableRow *row = reader.next()) {
    all.rows.emplace_back(row->cells.begin(), row->cells.end());
    all.numbers.push_back(row->number);
    all.defects.push_back(row->defects);
  }
  return all;
}

Read csv(const std::string &text) {
  return read(TableReader(pieces(text), Dialect::csv));
}

Read tsv(const std::string &text) {
  return read(TableReader(pieces(text), Dialect::tsv));
}

using Strings = std::vector<std::string>;

TEST(TableReader, TabsSeparateAndQuotesAreText) {
  const auto all = tsv("a\tb\n\"1\t2\"\nx\t\n");
  EXPECT_EQ(all.columns, (Strings{"a", "b"}));
  EXPECT_EQ(all.rows, (Rows{{"\"1", "2\""}, {"x", ""}}));
  EXPECT_EQ(all.numbers, (std::vector<std::uint64_t>{2, 3}));
}

TEST(TableReader, QuotesHoldDelimitersLineEndsAndQuotes) {
  const auto all = csv("a,b\r\n\"x, \"\"y\"\"\nz\",2\r\n\"\",\"4\"\r\n");
  EXPECT_EQ(all.rows, (Rows{{"x, \"y\"\nz", "2"}, {"", "4"}}));
  EXPECT_EQ(all.numbers, (std::vector<std::uint64_t>{2, 3}));
  EXPECT_EQ(all.defects, std::vector<RowDefects>(2));
}

TEST(TableReader, TheHeaderTellsTheDelimiter) {
  EXPECT_EQ(csv("a;b,c;d\n1;2;3\n").columns, (Strings{"a", "b,c", "d"}));
  EXPECT_EQ(csv("a\tb\n").columns, (Strings{"a", "b"}));
  EXPECT_EQ(csv("\"a,b,c\";d\n").columns, (Strings{"a,b,c", "d"}));
  EXPECT_EQ(csv("sep=|\na|b\n1|2\n").rows, (Rows{{"1", "2"}}));
  EXPECT_EQ(csv("sep=|\na|b\n1|2\n").numbers.front(), 3U);
}

TEST(TableReader, LineEndsOfAllSystems) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto all = csv("a,b" + end + "1,2" + end + "3,4");
    EXPECT_EQ(all.rows, (Rows{{"1", "2"}, {"3", "4"}}));
  }
}

TEST(TableReader, BlankLinesArePassedOver) {
  TableReader reader(pieces("a\tb\n\n1\t2\n\n\n3\t4\n\n\n"), Dialect::tsv);
  std::vector<std::uint64_t> numbers;
  while (const auto *row = reader.next())
    numbers.push_back(row->number);
  EXPECT_EQ(numbers, (std::vector<std::uint64_t>{3, 6}));
  EXPECT_EQ(reader.blank_rows(), std::pair(std::uint64_t{3}, std::uint64_t{2}));
}

TEST(TableReader, Encodings) {
  const std::string as_utf8 = "n,k\nM\xC3\xBCller,\xE2\x82\xAC\n";
  const Rows expected{{"M\xC3\xBCller", "\xE2\x82\xAC"}};
  EXPECT_EQ(csv(as_utf8).rows, expected);
  EXPECT_EQ(csv("\xEF\xBB\xBF" + as_utf8).columns.front(), "n");
  EXPECT_EQ(csv("n,k\nM\xFCller,\x80\n").rows, expected);
  for (const bool is_big : {false, true}) {
    for (const bool has_mark : {false, true}) {
      std::string text;
      for (const unsigned unit : {0xFEFFU, 0x6EU, 0x2CU, 0x6BU, 0x0AU, 0x4DU, 0xFCU, 0x6CU, 0x6CU,
                                  0x65U, 0x72U, 0x2CU, 0x20ACU, 0x0AU}) {
        if (unit == 0xFEFFU && !has_mark) continue;
        const char high = static_cast<char>(unit >> 8U), low = static_cast<char>(unit & 0xFFU);
        text += is_big ? high : low;
        text += is_big ? low : high;
      }
      TableReader reader(pieces(text, 3), Dialect::csv);
      EXPECT_EQ(name_of(reader.encoding()), "UTF-16");
      EXPECT_EQ(read(std::move(reader)).rows, expected);
    }
  }
}

TEST(TableReader, BytesThatAreNoText) {
  const auto late = tsv("a\n\xC3\xBC\n\xFC\nx\n");
  EXPECT_FALSE(late.defects[0].is_badly_encoded);
  EXPECT_TRUE(late.defects[1].is_badly_encoded);
  EXPECT_EQ(late.rows[1], (Strings{"\xC3\xBC"}));
  EXPECT_FALSE(late.defects[2].is_badly_encoded);
  EXPECT_TRUE(tsv(std::string("a\tb\n1\0\t2\n3\t4\n", 14)).defects[0].has_nul);
}

TEST(TableReader, RaggedRowsAreToldAndGiven) {
  const auto all = csv("a,b\n1\n1,2,3\n1,2\n");
  EXPECT_TRUE(all.defects[0].is_ragged);
  EXPECT_TRUE(all.defects[1].is_ragged);
  EXPECT_FALSE(all.defects[2].is_ragged);
  EXPECT_EQ(all.rows[1], (Strings{"1", "2", "3"}));
}

TEST(TableReader, StrayAndOpenQuotes) {
  EXPECT_TRUE(csv("a,b\n\"x\"y,2\n").defects[0].has_stray_quote);
  EXPECT_EQ(csv("a,b\n\"x\"y,2\n").rows[0], (Strings{"xy", "2"}));
  EXPECT_TRUE(csv("a,b\n5'11\",2\n").defects[0].has_stray_quote);
  const auto open = csv("a,b\n1,2\n3,\"4\n5,6\n");
  ASSERT_EQ(open.rows.size(), 2U);
  EXPECT_TRUE(open.defects[1].has_open_quote);
  EXPECT_EQ(open.numbers[1], 3U);
}

TEST(TableReader, LongRowsArePassedOver) {
  for (const auto dialect : {Dialect::tsv, Dialect::csv}) {
    const std::string text = "a\n1\n" + std::string(3'000'000, 'x') + "\n2\n";
    const auto all = read(TableReader(pieces(text, 4096), dialect, {.row_bytes = 1000}));
    ASSERT_EQ(all.rows.size(), 3U);
    EXPECT_TRUE(all.defects[1].is_too_long);
    EXPECT_EQ(all.rows[2], (Strings{"2"}));
  }
}

TEST(TableReader, ATableWithoutEndKeepsMemory) {
  std::uint64_t given = 0;
  TableReader reader(
      [&given](std::span<char> buffer) -> std::size_t {
        if (given > (std::uint64_t{200} << 20)) return 0;
        EXPECT_LE(buffer.size(), std::size_t{4} << 20);
        std::memset(buffer.data(), 'x', buffer.size());
        given += buffer.size();
        return buffer.size();
      },
      Dialect::csv, {.row_bytes = 1 << 20});
  EXPECT_TRUE(reader.header_defects().is_too_long);
  EXPECT_EQ(reader.next(), nullptr);
}

TEST(TableReader, AHundredThousandColumns) {
  std::string header = "c0", row = "0";
  for (int i = 1; i < 100'000; ++i) {
    header += "\tc" + std::to_string(i);
    row += "\t1";
  }
  const auto all = tsv(header + "\n" + row + "\n");
  EXPECT_EQ(all.columns.size(), 100'000U);
  EXPECT_FALSE(all.defects[0].is_ragged);
}

TEST(TableReader, EmptyTables) {
  for (const std::string text : {"", "\n\n", "\xEF\xBB\xBF"}) {
    EXPECT_TRUE(csv(text).columns.empty());
    EXPECT_TRUE(tsv(text).rows.empty());
  }
}

std::string quoted(const std::string &cell) {
  std::string text = "\"";
  for (const char c : cell)
    text.append(c == '"' ? 2 : 1, c);
  return text + "\"";
}

RC_GTEST_PROP(TableReader, ReadsWhatWasWrittenHoweverItIsCut, ()) {
  const auto cell =
      rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,;\"\n\r 1")));
  const auto rows = *rc::gen::container<Rows>(rc::gen::container<Strings>(3, cell));
  std::string text = "\"a\",\"b\",\"c\"\n";
  for (const auto &row : rows)
    text += quoted(row[0]) + "," + quoted(row[1]) + "," + quoted(row[2]) + "\n";
  const auto size = *rc::gen::inRange<std::size_t>(1, 40);
  const auto all = read(TableReader(pieces(text, size), Dialect::csv));
  RC_ASSERT(all.rows == rows);
  for (const auto &defects : all.defects)
    RC_ASSERT(defects == RowDefects{});
}

} // namespace
} // namespace curate::dictionary
