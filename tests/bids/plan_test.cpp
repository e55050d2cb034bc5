#include <gtest/gtest.h>
#include <libcurate/bids/path.hpp>
#include <libcurate/bids/plan.hpp>
#include <rapidcheck/gtest.h>

namespace curate::bids {
namespace {

std::vector<PlanRow> rows() {
  PlanRow t1w;
  t1w.key = "ab12.0";
  t1w.series = "3";
  t1w.description = "t1_mprage";
  t1w.kind = "T1w";
  t1w.name = *parse_path("sub-A/ses-1/anat/sub-A_ses-1_T1w");
  t1w.rule = "builtin.t1w";
  t1w.why = "3D gradient echo";
  t1w.is_included = true;
  PlanRow localizer;
  localizer.key = "cd34.0";
  localizer.kind = "localizer";
  return {t1w, localizer};
}

TEST(plan, is_read_as_it_was_written) {
  const std::string text = plan_text(rows());
  const ReadPlan plan = read_plan(text, "plan.tsv");
  EXPECT_TRUE(plan.findings.empty());
  EXPECT_EQ(plan_text(plan.rows), text);
  ASSERT_EQ(plan.rows.size(), 2U);
  EXPECT_EQ(plan.rows[0].name, rows()[0].name);
  EXPECT_TRUE(plan.rows[0].is_included);
  EXPECT_FALSE(plan.rows[1].name);
}

/// The finding of a plan whose text has one part replaced.
Finding after_edit(const std::string &from, const std::string &to) {
  std::string text = plan_text(rows());
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos);
  const ReadPlan plan = read_plan(text.replace(at, from.size(), to), "plan.tsv");
  EXPECT_EQ(plan.findings.size(), 1U) << to;
  return plan.findings.empty() ? Finding{} : plan.findings.front();
}

TEST(plan, says_in_which_row_an_edit_is_wrong) {
  EXPECT_EQ(after_edit("\tinclude", "\tyes").code, "PLAN-ACTION");
  EXPECT_EQ(after_edit("\tinclude", "\tyes").place, "row 2, column action");
  EXPECT_EQ(after_edit("\tskip", "\tinclude").place, "row 3, column name");
  EXPECT_EQ(after_edit("anat/sub-A_ses-1_T1w", "func/sub-A_ses-1_T1w").code, "PLAN-NAME");
  EXPECT_EQ(after_edit("sub-A/ses-1", "../../tmp/sub-A/ses-1").code, "PLAN-NAME");
  EXPECT_EQ(after_edit("cd34.0", "ab12.0").code, "PLAN-KEY");
  EXPECT_EQ(after_edit("cd34.0", "c d").place, "row 3, column key");
  EXPECT_EQ(after_edit("\taction", "\tact").code, "PLAN-TABLE");
  EXPECT_EQ(after_edit("\tinclude", "").code, "PLAN-TABLE");
}

TEST(plan, may_be_renamed_and_shortened) {
  std::string text = plan_text(rows());
  text.replace(text.find("ses-1_T1w"), 9, "ses-1_acq-x_T1w");
  text.resize(text.find("cd34.0"));
  const ReadPlan plan = read_plan(text, "plan.tsv");
  EXPECT_TRUE(plan.findings.empty());
  ASSERT_EQ(plan.rows.size(), 1U);
  EXPECT_EQ(plan.rows[0].name->label(Entity::acq), "x");
}

RC_GTEST_PROP(plan, any_text_is_read_or_refused, (const std::string &text)) {
  const ReadPlan plan = read_plan(text, "plan.tsv");
  RC_ASSERT(!plan.findings.empty() || !plan.rows.empty() || text.find("key") != std::string::npos);
}

} // namespace
} // namespace curate::bids
