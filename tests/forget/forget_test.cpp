#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/forget/file.hpp>
#include <libcurate/json/read.hpp>
#include <rapidcheck/gtest.h>

namespace curate::forget {
namespace {

const People people({"a1", "B7"});

TEST(people, are_named_by_whole_words_alone) {
  for (const char *text : {"sub-a1", "sub-a1/ses-1/anat/sub-a1_T1w.nii.gz", "bids::sub-B7/x",
                           "derivatives/p/sub-a1.html", "x_sub-a1_y", "(sub-a1)"})
    EXPECT_TRUE(people.are_named_in(text)) << text;
  for (const char *text : {"", "sub-", "sub-a", "sub-a11", "sub-A1", "xsub-a1", "a1", "sub-b7"})
    EXPECT_FALSE(people.are_named_in(text)) << text;
}

std::string tsv(const std::string &text) {
  return without("x.tsv", text, people).value_or("as it was");
}

TEST(rows_without, loses_rows_and_nothing_else) {
  EXPECT_EQ(tsv("participant_id\tage\r\nsub-a1\t3\r\nsub-a2\t4\r\nsub-B7\t5"),
            "participant_id\tage\r\nsub-a2\t4\r\n");
  EXPECT_EQ(tsv("filename\tacq_time\nanat/sub-a1_T1w.nii.gz\tn/a\nanat/x\t1\n"),
            "filename\tacq_time\nanat/x\t1\n");
  EXPECT_EQ(tsv("participant_id\tage\na1\t3\na2\t4\n"), "participant_id\tage\na2\t4\n");
  EXPECT_EQ(tsv("site\tage\na1\t3\n"), "as it was");
  EXPECT_EQ(tsv("participant_id\tage\nsub-a2\t\"4\nsub-a1\t\"\n"),
            "participant_id\tage\nsub-a2\t\"4\n");
  EXPECT_EQ(tsv(""), "as it was");
}

TEST(rows_without, loses_columns_that_bear_a_name) {
  EXPECT_EQ(tsv("region\tsub-a1\tsub-a2\nleft\t1\t2\nright\t3\t4\n"),
            "region\tsub-a2\nleft\t2\nright\t4\n");
}

TEST(rows_without, knows_a_table_without_header) {
  EXPECT_EQ(tsv("sub-a1\t1\nsub-a2\t2\n"), "sub-a2\t2\n");
}

TEST(rows_without, reads_quotes_of_csv) {
  EXPECT_EQ(without("x.csv",
                    "subject,note\n\"a1\",\"one,\ntwo \"\"x\"\"\"\na2,\"see\nsub-a3\"\n\"a4\","
                    "\"like\nsub-B7\"\n",
                    people),
            "subject,note\na2,\"see\nsub-a3\"\n");
}

TEST(references_without, takes_out_what_names_them) {
  const auto cleaned = without("x.json", R"({
    "IntendedFor": ["bids::sub-a1/func/x.nii.gz", "bids::sub-a2/func/x.nii.gz"],
    "Sources": ["sub-a1/x"], "Empty": [], "One": "sub-B7/y", "sub-a1": {"age": 3},
    "rows": [{"participant_id": "a1", "v": 1}, {"participant_id": "a2", "v": 2.50}],
    "deep": {"list": [["sub-a1"], 1]}})",
                               people);
  ASSERT_TRUE(cleaned);
  EXPECT_EQ(*json::parse(*cleaned), *json::parse(R"({
    "IntendedFor": ["bids::sub-a2/func/x.nii.gz"], "Empty": [],
    "rows": [{"participant_id": "a2", "v": 2.5}], "deep": {"list": [[], 1]}})"));
  EXPECT_FALSE(without("x.json", "{\"a\": \"sub-a2\"}", people));
  EXPECT_FALSE(without("x.json", "{\"sub-a1\"", people));
}

TEST(without, leaves_prose_and_pictures) {
  EXPECT_FALSE(without("README", "sub-a1", people));
  EXPECT_FALSE(can_be_rewritten("sub-a1_T1w.nii.gz"));
}

RC_GTEST_PROP(rows_without, leaves_no_name_and_keeps_every_other_row, ()) {
  const auto labels = *rc::gen::container<std::vector<std::string>>(
      rc::gen::elementOf(std::vector<std::string>{"a1", "a2", "B7", "a11", "c"}));
  std::string text = "participant_id\tv\n", expected = text;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::string row = "sub-" + labels[i] + "\t" + std::to_string(i) + "\n";
    text += row;
    if (!people.has_label(labels[i])) expected += row;
  }
  RC_ASSERT(without("x.tsv", text, people).value_or(text) == expected);
}

} // namespace
} // namespace curate::forget
