#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/defacing/sessions.hpp>

#include "tests/defacing/made_picture.hpp"
#include "tests/support/folders.hpp"

namespace curate::defacing {
namespace {

TEST(survey, finds_pictures_wherever_they_are_and_says_what_it_cannot_read) {
  const support::TemporaryFolder folder;
  const fs::path root = folder.path();
  for (const char *name :
       {"sub-1/anat/sub-1_T1w.nii.gz", ".hidden/a.nii", "B.NII.GZ", "a.json", "x.mgz", "x.img.gz",
        "dataset_description.json", "participants.tsv", ".c.nii.partial"})
    base::write_file(root / name, "", base::Overwrite::no);
  fs::create_symlink("nowhere", root / "link.nii.gz");
  fs::create_directory_symlink(root / "sub-1", root / "sub-2");
  const Survey found = survey({root, root / "sub-1", root / "participants.tsv"});
  std::vector<std::string> names;
  for (const Item &item : found.items)
    names.push_back(item.relative.string());
  EXPECT_EQ(names, (std::vector<std::string>{".hidden/a.nii", "B.NII.GZ", "link.nii.gz",
                                             "sub-1/anat/sub-1_T1w.nii.gz", "participants.tsv"}));
  EXPECT_EQ(found.other_files, 1U);
  ASSERT_EQ(found.findings.size(), 1U);
  EXPECT_EQ(found.findings.front().code, "DEFACE-NOT-READ");
  EXPECT_EQ(found.findings.front().message.substr(0, 7), "2 files");
}

TEST(session_of, is_dataset_person_and_visit) {
  const auto same = [](const char *a, const char *b) { return session_of(a) == session_of(b); };
  EXPECT_TRUE(same("/d/sub-1/ses-2/anat/sub-1_ses-2_T1w.nii.gz",
                   "/d/sub-1/ses-2/func/sub-1_ses-2_task-x_bold.nii"));
  EXPECT_TRUE(same("/d/sub-1/anat/sub-1_T1w.nii.gz",
                   "/d/derivatives/p/sub-1/anat/sub-1_space-T1w_desc-preproc_T2w.nii.gz"));
  EXPECT_FALSE(
      same("/d/sub-1/ses-1/anat/sub-1_ses-1_T1w.nii", "/d/sub-1/ses-2/anat/sub-1_ses-2_T1w.nii"));
  EXPECT_FALSE(same("/d/sub-1/anat/sub-1_T1w.nii", "/e/sub-1/anat/sub-1_T1w.nii"));
  EXPECT_FALSE(same("/d/a_T1w.nii", "/d/b_T1w.nii")); // nobody knows whether that is one person
}

TEST(is_phase, goes_by_the_names_of_bids) {
  for (const char *name : {"sub-1_phasediff.nii.gz", "sub-1_part-phase_bold.nii",
                           "sub-1_phase1.nii", "sub-1_part-imag_T1w.nii", "sub-1_fieldmap.nii.gz"})
    EXPECT_TRUE(is_phase(name)) << name;
  for (const char *name : {"sub-1_magnitude1.nii.gz", "sub-1_part-mag_bold.nii", "sub-1_T1w.nii",
                           "phasediff/sub-1_T1w.nii"})
    EXPECT_FALSE(is_phase(name)) << name;
}

TEST(sessions, begin_with_the_finest_then_by_kind) {
  const support::TemporaryFolder folder;
  const fs::path anat = folder.path() / "sub-1" / "anat";
  write_blank({40, 40, 10}, 4, anat / "sub-1_acq-thick_T1w.nii.gz");
  write_blank({40, 40, 40}, 1, anat / "sub-1_FLAIR.nii.gz");
  write_blank({40, 40, 40}, 1, anat / "sub-1_T1w.nii.gz");
  write_blank({50, 40, 40}, 1, anat / "sub-1_rec-norm_T1w.nii.gz");
  base::write_file(anat / "sub-1_T2w.nii.gz", "no picture", base::Overwrite::no);
  write_blank({60, 60, 60}, 1,
              folder.path() / "derivatives" / "p" / "sub-1" / "anat" / "sub-1_desc-x_T1w.nii.gz");
  const auto items = survey({folder.path()}).items;
  const auto groups = sessions(items);
  ASSERT_EQ(groups.size(), 1U);
  std::vector<std::string> order;
  for (const std::size_t i : groups.front())
    order.push_back(stem_of(items[i].path));
  EXPECT_EQ(order,
            (std::vector<std::string>{"sub-1_rec-norm_T1w", "sub-1_T1w", "sub-1_FLAIR",
                                      "sub-1_acq-thick_T1w", "sub-1_desc-x_T1w", "sub-1_T2w"}));
}

} // namespace
} // namespace curate::defacing
