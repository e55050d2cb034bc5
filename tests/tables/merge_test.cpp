#include <gtest/gtest.h>
#include <libcurate/tables/merge.hpp>

namespace curate::tables {
namespace {

using Rows = std::vector<std::vector<std::string>>;

TEST(Merge, CellsAreReplacedAndTheRestStays) {
  const bids::Tsv before{{"participant_id", "a", "b"}, {{"sub-2", "x", "y"}, {"sub-1", "u", "v"}}};
  const bids::Tsv more{{"participant_id", "c", "a"}, {{"sub-3", "1", "2"}, {"sub-2", "3", "n/a"}}};
  const Merged merged = merge(before, more, 1);
  EXPECT_EQ(merged.table.columns, (std::vector<std::string>{"participant_id", "a", "b", "c"}));
  EXPECT_EQ(
      merged.table.rows,
      (Rows{{"sub-1", "u", "v", "n/a"}, {"sub-2", "n/a", "y", "3"}, {"sub-3", "2", "n/a", "1"}}));
  EXPECT_EQ(merged.added, 1U);
  EXPECT_EQ(merged.updated, 1U);
  EXPECT_EQ(merged.unchanged, 0U);
}

TEST(Merge, TheSameAgainChangesNothing) {
  const bids::Tsv more{{"participant_id", "session_id", "a"},
                       {{"sub-1", "ses-1", "x"}, {"sub-1", "ses-2", "y"}}};
  const Merged once = merge({{"participant_id", "session_id"}, {}}, more, 2);
  EXPECT_EQ(once.added, 2U);
  const Merged twice = merge(once.table, more, 2);
  EXPECT_EQ(twice.unchanged, 2U);
  EXPECT_EQ(twice.table.rows, once.table.rows);
}

} // namespace
} // namespace curate::tables
