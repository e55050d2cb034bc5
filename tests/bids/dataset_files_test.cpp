#include "../support/folders.hpp"
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/bids/dataset_files.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/json/value.hpp>

namespace curate::bids {
namespace {

DatasetContent content() {
  DatasetContent made;
  made.name = "MS demo";
  made.pictures = {
      {*parse_path("sub-B/ses-1/anat/sub-B_ses-1_T1w"), "2001-02-03T10:00:00"},
      {*parse_path("sub-A/ses-2/anat/sub-A_ses-2_T1w"), ""},
      {*parse_path("sub-A/ses-1/func/sub-A_ses-1_task-rest_bold"), "2001-01-03T10:10:00"},
      {*parse_path("sub-A/ses-1/anat/sub-A_ses-1_T1w"), "2001-01-03T10:00:00"},
  };
  made.participants = {{"B", 93, dicom::SeriesFacts::Sex::male},
                       {"A", 34, dicom::SeriesFacts::Sex::female}};
  return made;
}

TEST(dataset_files, list_scans_and_sessions_with_their_times) {
  const auto scans = scans_of(content());
  ASSERT_EQ(scans.size(), 3U);
  EXPECT_EQ(scans[0].path, "sub-A/ses-1/sub-A_ses-1_scans.tsv");
  EXPECT_EQ(scans[0].text, "filename\tacq_time\n"
                           "anat/sub-A_ses-1_T1w.nii.gz\t2001-01-03T10:00:00\n"
                           "func/sub-A_ses-1_task-rest_bold.nii.gz\t2001-01-03T10:10:00\n");
  const auto sessions = sessions_of(content());
  ASSERT_EQ(sessions.size(), 2U);
  EXPECT_EQ(sessions[0].path, "sub-A/sub-A_sessions.tsv");
  EXPECT_EQ(sessions[0].text, "session_id\tacq_time\nses-1\t2001-01-03T10:00:00\nses-2\tn/a\n");
}

TEST(dataset_files, keep_age_and_sex_back_unless_retained) {
  EXPECT_EQ(participants_of(content(), "").text, "participant_id\nsub-A\nsub-B\n");
  DatasetContent retained = content();
  retained.has_characteristics = true;
  EXPECT_EQ(participants_of(retained, "").text,
            "participant_id\tage\tsex\nsub-A\t34\tF\nsub-B\t89+\tM\n");
}

TEST(dataset_files, keep_what_others_put_into_participants) {
  EXPECT_EQ(participants_of(content(), "participant_id\tgroup\nsub-A\tms\nsub-C\thc\n").text,
            "participant_id\tgroup\nsub-A\tms\nsub-B\tn/a\nsub-C\thc\n");
  EXPECT_THROW(participants_of(content(), "group\tparticipant_id\n"), InputError);
}

TEST(dataset_files, describe_who_made_the_dataset_and_keep_the_authors) {
  const auto value = json::Value::parse(
      description_of(content(),
                     R"({"Name": "Mine", "Authors": ["A"], "GeneratedBy": [{"Name": "curate"},
                         {"Name": "other"}]})")
          .text);
  EXPECT_EQ(value["Name"], "Mine");
  EXPECT_EQ(value["Authors"][0], "A");
  ASSERT_EQ(value["GeneratedBy"].size(), 2U);
  EXPECT_EQ(value["GeneratedBy"][1]["Name"], "curate");
  EXPECT_THROW(description_of(content(), "[]"), InputError);
}

TEST(dataset_files, are_written_once_and_left_alone_then) {
  const support::TemporaryFolder folder;
  const auto first = write_dataset_files(folder.path(), content());
  EXPECT_EQ(first.size(), 9U);
  EXPECT_TRUE(write_dataset_files(folder.path(), content()).empty());
  base::write_file(folder.path() / "README", "mine", base::Overwrite::yes);
  EXPECT_TRUE(write_dataset_files(folder.path(), content()).empty());
}

} // namespace
} // namespace curate::bids
