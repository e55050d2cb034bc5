#include "tests/tools/sample.hpp"

#include <boost/algorithm/string/replace.hpp>

// The plan: written by --dry-run, edited by a person, followed by --plan.

namespace curate::tools_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t key = 0, kind = 3, name = 4, action = 7; // columns

/// A study and the plan for visit 1 of person 1, in rows; the first names the columns.
struct Planned {
  support::TemporaryFolder folder{};
  fs::path study = new_study(folder.path() / "study");
  Rows rows{};

  Planned() {
    const Ran ran = convert(Sample::get().siemens_visit(1), study, {"--dry-run"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    const std::string text = base::read_file(study / "private" / "plans" / "plan.tsv");
    for (const auto line : base::split(text, '\n')) {
      std::vector<std::string> cells;
      for (const auto cell : base::split(line, '\t'))
        cells.emplace_back(cell);
      if (!line.empty()) rows.push_back(cells);
    }
  }

  /// The first row of this kind.
  std::vector<std::string> &row_of(const std::string &wanted) {
    const auto at =
        std::ranges::find_if(rows, [&](const auto &row) { return row[kind] == wanted; });
    EXPECT_NE(at, rows.end()) << wanted;
    return *at;
  }
  /// Which row of the table it is; the header is row 1.
  std::size_t number_of(const std::vector<std::string> &row) const {
    return static_cast<std::size_t>(&row - rows.data()) + 1;
  }
  /// Converts with the rows as they are now.
  Ran follow() const {
    std::string text;
    for (const auto &row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i)
        text += (i == 0 ? "" : "\t") + row[i];
      text += "\n";
    }
    const fs::path file = folder.path() / "edited.tsv";
    base::write_file(file, text, base::Overwrite::yes);
    return convert(Sample::get().siemens_visit(1), study, {"--plan", file.string()});
  }
  Tree dataset() const { return tree_of(study / "dataset"); }
};

TEST(plan, is_all_that_a_dry_run_writes) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const Tree before = tree_of(study);
  EXPECT_EQ(convert(Sample::get().dicom(), study, {"--dry-run"}).status, 0);
  EXPECT_EQ(differences(before, tree_of(study)),
            std::vector<std::string>{"private/plans/plan.tsv"});
  const fs::path elsewhere = folder.path() / "elsewhere.tsv";
  const Tree with_plan = tree_of(study);
  EXPECT_EQ(
      convert(Sample::get().dicom(), study, {"--dry-run", "--plan", elsewhere.string()}).status, 0);
  EXPECT_THAT(differences(with_plan, tree_of(study)), IsEmpty());
  EXPECT_EQ(base::read_file(elsewhere), with_plan.at("private/plans/plan.tsv"));
}

TEST(plan, unedited_gives_what_no_plan_gives) {
  Planned planned;
  const fs::path plain = copy_of(planned.study, planned.folder.path() / "plain");
  EXPECT_EQ(planned.follow().status, 0);
  EXPECT_EQ(convert(Sample::get().siemens_visit(1), plain).status, 0);
  EXPECT_FALSE(planned.dataset().empty());
  EXPECT_THAT(differences(planned.dataset(), tree_of(plain / "dataset")), IsEmpty());
}

TEST(plan, edited_is_followed) {
  Planned planned;
  planned.row_of("FLAIR")[action] = "skip";
  std::erase_if(planned.rows, [](const auto &row) { return row[kind] == "PDw"; });
  auto &t1 = planned.row_of("T1w");
  boost::replace_all(t1[name], "_run-1_T1w", "_acq-first_T1w");
  const std::string wanted = t1[name];
  ASSERT_THAT(wanted, HasSubstr("_acq-first_T1w"));
  const Ran ran = planned.follow();
  EXPECT_EQ(ran.status, 0) << ran.err;
  const Tree dataset = planned.dataset();
  EXPECT_TRUE(dataset.contains(wanted + ".nii.gz"));
  EXPECT_EQ(ending_with(dataset, "_T1w.nii.gz").size(), 2U);
  EXPECT_THAT(ending_with(dataset, "_FLAIR.nii.gz"), IsEmpty());
  EXPECT_THAT(ending_with(dataset, "_PDw.nii.gz"), IsEmpty());
  EXPECT_EQ(ending_with(dataset, "_T2w.nii.gz").size(), 1U);
  EXPECT_THAT(ran.out, HasSubstr("PLAN-SKIP"));
  // Without the plan the pictures stay under their names, and what was left out is added.
  EXPECT_EQ(convert(Sample::get().siemens_visit(1), planned.study).status, 0);
  const Tree later = planned.dataset();
  for (const auto &path : ending_with(dataset, ".nii.gz"))
    EXPECT_TRUE(later.contains(path)) << path;
  EXPECT_EQ(ending_with(later, "_FLAIR.nii.gz").size(), 1U);
}

TEST(plan, names_what_the_rules_leave_out) {
  Planned planned;
  auto &localizer = planned.row_of("localizer");
  const std::string t1 = planned.row_of("T1w")[name];
  localizer[name] = t1.substr(0, t1.find("_run-1")) + "_acq-localizer_T1w";
  localizer[action] = "include";
  const Ran ran = planned.follow();
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(planned.dataset().contains(localizer[name] + ".nii.gz"));
}

/// Bad edits: the row is named, and nothing is written.
TEST(plan, with_mistakes_is_refused_by_row) {
  using Edit = std::function<std::size_t(Planned &)>;
  const std::map<std::string, Edit> edits{{"PLAN-ACTION",
                                           [](Planned &p) {
                                             auto &row = p.row_of("FLAIR");
                                             row[action] = "maybe";
                                             return p.number_of(row);
                                           }},
                                          {"PLAN-NAME",
                                           [](Planned &p) {
                                             auto &row = p.row_of("FLAIR");
                                             row[name] = "sub-1/anat/no such name";
                                             return p.number_of(row);
                                           }},
                                          {"PLAN-KEY",
                                           [](Planned &p) {
                                             p.rows.push_back(p.row_of("FLAIR"));
                                             return p.rows.size();
                                           }},
                                          {"PLAN-NAME-TAKEN",
                                           [](Planned &p) {
                                             auto &row = p.row_of("T2w");
                                             row[name] = p.row_of("FLAIR")[name];
                                             return p.number_of(row);
                                           }},
                                          {"PLAN-SUBJECT", [](Planned &p) {
                                             auto &row = p.row_of("FLAIR");
                                             const auto label =
                                                 row[name].substr(0, row[name].find('/'));
                                             boost::replace_all(row[name], label, "sub-another");
                                             return p.number_of(row);
                                           }}};
  for (const auto &[code, edit] : edits) {
    Planned planned;
    const std::size_t row = edit(planned);
    const Ran ran = planned.follow();
    EXPECT_EQ(ran.status, 2) << code << ran.out;
    EXPECT_THAT(ran.err, HasSubstr(code));
    EXPECT_THAT(ran.err, HasSubstr("row " + std::to_string(row))) << code;
    EXPECT_THAT(ending_with(planned.dataset(), ".nii.gz"), IsEmpty()) << code;
  }
}

TEST(plan, without_a_column_is_refused) {
  Planned planned;
  for (auto &row : planned.rows)
    row.erase(row.begin() + action);
  const Ran ran = planned.follow();
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("PLAN-TABLE"));
  EXPECT_THAT(ending_with(planned.dataset(), ".nii.gz"), IsEmpty());
}

} // namespace
} // namespace curate::tools_test
