#include "tests/tools/sample.hpp"

#include <algorithm>
#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>

// Who withdrew does not come back with the next batch.

namespace curate::tools_test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string label_in(const fs::path &study) {
  for (const auto &entry : fs::directory_iterator(study / "dataset"))
    if (entry.path().filename().string().starts_with("sub-"))
      return entry.path().filename().string();
  return {};
}

std::size_t pictures_in(const fs::path &study) {
  return ending_with(tree_of(study / "dataset"), ".nii.gz").size();
}

TEST(withdraw, who_withdrew_is_refused_until_they_agree_anew) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const fs::path visit = Sample::get().siemens_visit(1);
  ASSERT_EQ(convert(visit, study).status, 0);
  const std::string label = label_in(study);
  const Tree originals = tree_of(visit);
  const std::size_t pictures = pictures_in(study);

  const Ran done = curate({"withdraw", label, "--level", "use", "--sources", visit.string(),
                           "--study", study.string(), "--json"});
  ASSERT_EQ(done.status, 0) << done.err;
  const auto told = lines_of(done.out).at(0);
  EXPECT_EQ(told["status"], "done");
  EXPECT_EQ(told["hits"], 0);
  EXPECT_EQ(told["plan"]["originals"].size(), originals.size());
  EXPECT_GT(told["plan"]["searched_uids"], 2);
  EXPECT_EQ(pictures_in(study), 0U);
  EXPECT_TRUE(tree_of(visit) == originals);
  const Tree kept = tree_of(study / "private" / "withdrawals");
  for (const auto &[path, bytes] : kept) {
    EXPECT_THAT(bytes, Not(HasSubstr(label))) << path;
    for (const auto &planted : Sample::get().planted())
      if (planted.size() > 5) {
        EXPECT_THAT(bytes, Not(HasSubstr(planted))) << path;
      }
  }

  const auto refused = lines_of(convert(visit, study).out);
  ASSERT_FALSE(refused.empty());
  for (const auto &series : refused)
    if (series["status"] != "skipped") {
      EXPECT_EQ(series["code"], "CONSENT-BLOCKED");
    }
  EXPECT_EQ(pictures_in(study), 0U);
  EXPECT_TRUE(study::Registry(study::Study::open(study), study::Access::read).people().empty());
  const Ran clean = curate({"deidentify", visit.string(), "-o", (folder.path() / "out").string(),
                            "--study", study.string(), "--json"});
  EXPECT_EQ(clean.status, 3) << clean.err;
  EXPECT_THAT(clean.out, HasSubstr("CONSENT-BLOCKED"));
  EXPECT_TRUE(ending_with(tree_of(folder.path() / "out"), ".dcm").empty());

  const Ran agreed =
      curate({"consent", "add", label, "--allow", "permission=NRES", "access=open",
              "regions=everywhere", "kinds=images", "--by", "officer", "--study", study.string()});
  ASSERT_EQ(agreed.status, 0) << agreed.err;
  EXPECT_THAT(agreed.out, HasSubstr("may be converted again"));
  EXPECT_EQ(convert(visit, study).status, 0);
  EXPECT_EQ(pictures_in(study), pictures);
  EXPECT_EQ(label_in(study), label);
}

TEST(withdraw, an_id_still_leads_to_a_label_that_was_given) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const fs::path id = folder.path() / "id.txt";
  base::write_file(id, "4711-22\n", base::Overwrite::no);
  {
    const auto opened = study::Study::open(study);
    dicom::Identity identity;
    identity.patient_id = "4711-22";
    const deid::Pseudonyms pseudonyms(opened.key(), "");
    study::Registry(opened, study::Access::write)
        .freeze(std::vector{study::PersonRow{pseudonyms.person_token(Secret(identity)).value(),
                                             "GIVEN01", "", ""}},
                {}, {});
  }
  const auto withdraw = [&] {
    const Ran ran = curate({"withdraw", "--patient-id-file", id.string(), "--level", "use",
                            "--study", study.string(), "--json"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return lines_of(ran.out).at(0);
  };
  EXPECT_EQ(withdraw()["subject"], "sub-GIVEN01");
  const auto again = withdraw();
  EXPECT_EQ(again["subject"], "sub-GIVEN01");
  EXPECT_EQ(again["status"], "already");
}

TEST(withdraw, somebody_unknown_is_blocked_by_the_id) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const fs::path id = folder.path() / "id.txt", table = folder.path() / "table.csv",
                 dictionary = folder.path() / "dictionary.json";
  base::write_file(id, "4711-22\n", base::Overwrite::no);
  EXPECT_EQ(curate({"withdraw", "--patient-id-file", id.string(), "--level", "use", "--study",
                    study.string()})
                .status,
            0);
  base::write_file(table, "id,edss\n4711-22,1.5\n", base::Overwrite::no);
  const Ran refused = curate({"table", "import", table.string(), "--id-column", "id",
                              "--dictionary", "ms-core", "--study", study.string(), "--json"});
  EXPECT_EQ(refused.status, 3) << refused.err;
  EXPECT_THAT(refused.out, HasSubstr("CONSENT-BLOCKED"));
  EXPECT_THAT(refused.out, Not(HasSubstr("4711")));
}

TEST(withdraw, answers_are_recorded_and_listed) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  EXPECT_EQ(curate({"withdraw", "--list", "--study", study.string()}).out, "");
  EXPECT_EQ(curate({"withdraw", "--confirm", "1", "--recipient", "Lab", "--study", study.string()})
                .status,
            2);
  EXPECT_EQ(curate({"withdraw", "--confirm", "1", "--study", study.string()}).status, 2);
  EXPECT_EQ(curate({"withdraw", "sub-A1", "--level", "use", "--study", study.string()}).status, 1);
  EXPECT_EQ(curate({"withdraw", "sub-A1", "--study", study.string()}).status, 2);
}

} // namespace
} // namespace curate::tools_test
