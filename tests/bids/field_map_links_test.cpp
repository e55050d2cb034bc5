#include "../support/folders.hpp"
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/bids/field_map_links.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/json/value.hpp>

namespace curate::bids {
namespace {

Linkable picture(const std::string &path, const std::string &acquired,
                 const std::string &direction = "", double echo_time_s = 0) {
  const auto name = parse_path(path);
  EXPECT_TRUE(name) << path;
  Linkable one{*name, acquired, direction, {}};
  if (echo_time_s > 0) one.echo_time_s = echo_time_s;
  return one;
}

bool is_bare(const Link &link) {
  return link.intended_for.empty() && link.b0_field_identifier.empty() &&
         link.b0_field_source.empty();
}

const std::string bold1 = "sub-A/ses-1/func/sub-A_ses-1_task-rest_run-1_bold.nii.gz";
const std::string bold2 = "sub-A/ses-1/func/sub-A_ses-1_task-rest_run-2_bold.nii.gz";

TEST(field_map_links, take_the_last_map_before_a_picture) {
  const std::vector<Linkable> session = {
      picture("sub-A/ses-1/fmap/sub-A_ses-1_run-1_phasediff.nii.gz", "T10"),
      picture("sub-A/ses-1/fmap/sub-A_ses-1_run-1_magnitude1.nii.gz", "T09", "", 0.005),
      picture("sub-A/ses-1/fmap/sub-A_ses-1_run-1_magnitude2.nii.gz", "T09", "", 0.008),
      picture("sub-A/ses-1/fmap/sub-A_ses-1_run-2_phasediff.nii.gz", "T30"),
      picture(bold1, "T08"),
      picture(bold2, "T20"),
      picture("sub-A/ses-1/dwi/sub-A_ses-1_dwi.nii.gz", "T31"),
      picture("sub-A/ses-1/anat/sub-A_ses-1_T1w.nii.gz", "T32"),
  };
  const auto links = link_field_maps(session);
  const std::vector<std::string> both = {"ses-1/func/sub-A_ses-1_task-rest_run-1_bold.nii.gz",
                                         "ses-1/func/sub-A_ses-1_task-rest_run-2_bold.nii.gz"};
  EXPECT_EQ(links[0].intended_for, both);
  EXPECT_EQ(links[1].intended_for, both);
  EXPECT_EQ(links[3].intended_for, (std::vector<std::string>{"ses-1/dwi/sub-A_ses-1_dwi.nii.gz"}));
  EXPECT_EQ(links[0].b0_field_identifier, "fmap_ses1_gre_run1");
  EXPECT_EQ(links[5].b0_field_source, "fmap_ses1_gre_run1");
  EXPECT_EQ(links[6].b0_field_source, "fmap_ses1_gre_run2");
  EXPECT_EQ(links[0].echo_time_1_s, 0.005);
  EXPECT_EQ(links[0].echo_time_2_s, 0.008);
  EXPECT_TRUE(is_bare(links[7]));
}

TEST(field_map_links, keep_to_the_kind_that_an_acq_label_says) {
  const std::vector<Linkable> session = {
      picture("sub-A/fmap/sub-A_acq-dwi_dir-AP_epi.nii.gz", "T1", "j-"),
      picture("sub-A/fmap/sub-A_acq-dwi_dir-PA_epi.nii.gz", "T2", "j"),
      picture("sub-A/func/sub-A_task-rest_bold.nii.gz", "T3", "j"),
      picture("sub-A/dwi/sub-A_dwi.nii.gz", "T4", "j"),
  };
  const auto links = link_field_maps(session);
  EXPECT_EQ(links[2].b0_field_source, "");
  EXPECT_EQ(links[3].b0_field_source, "fmap_epi_acqdwi");
  EXPECT_EQ(links[3].b0_field_identifier, "");
  EXPECT_EQ(links[0].intended_for, (std::vector<std::string>{"dwi/sub-A_dwi.nii.gz"}));
}

TEST(field_map_links, pair_one_direction_with_pictures_of_the_other) {
  const std::vector<Linkable> session = {
      picture("sub-A/fmap/sub-A_dir-PA_epi.nii.gz", "T1", "j"),
      picture("sub-A/func/sub-A_task-a_bold.nii.gz", "T3", "j"),
      picture("sub-A/func/sub-A_task-b_bold.nii.gz", "T4", "j-"),
  };
  const auto links = link_field_maps(session);
  EXPECT_EQ(links[1].b0_field_source, "");
  EXPECT_EQ(links[2].b0_field_source, "fmap_epi");
  EXPECT_EQ(links[2].b0_field_identifier, "fmap_epi");
}

TEST(field_map_links, need_more_than_magnitudes) {
  const std::vector<Linkable> session = {
      picture("sub-A/fmap/sub-A_magnitude1.nii.gz", "T1"),
      picture("sub-A/func/sub-A_task-a_bold.nii.gz", "T3"),
  };
  for (const Link &link : link_field_maps(session))
    EXPECT_TRUE(is_bare(link));
}

TEST(field_map_links, are_written_once_and_found_unchanged_then) {
  const support::TemporaryFolder folder;
  const std::string phase = "sub-A/fmap/sub-A_phasediff.json";
  const std::string bold = "sub-A/func/sub-A_task-a_bold.json";
  base::write_file(folder.path() / phase, R"({"EchoTime": 0.007, "EchoTime1": 0.005})",
                   base::Overwrite::no);
  base::write_file(folder.path() / bold, R"({"EchoTime": 0.03})", base::Overwrite::no);
  const std::vector<WrittenPicture> session = {
      {*parse_path(phase), "T1"},
      {*parse_path(bold), "T2"},
      {*parse_path("sub-A/dwi/sub-A_dwi.json"), "T3"},
  };
  const LinkedSidecars first = write_field_map_links(folder.path(), session);
  EXPECT_EQ(first.changed, (std::vector<std::string>{phase, bold}));
  ASSERT_EQ(first.findings.size(), 2U);
  EXPECT_EQ(first.findings[0].code, "BIDS-SIDECAR");
  EXPECT_EQ(first.findings[1].code, "BIDS-ECHO-TIMES");
  const auto sidecar = json::Value::parse(base::read_file(folder.path() / phase));
  EXPECT_EQ(sidecar["IntendedFor"][0], "func/sub-A_task-a_bold.nii.gz");
  EXPECT_EQ(sidecar["EchoTime1"], 0.005);
  EXPECT_TRUE(write_field_map_links(folder.path(), session).changed.empty());
}

} // namespace
} // namespace curate::bids
