#include <cmath>
#include <gtest/gtest.h>
#include <libcurate/volume/partition.hpp>

#include "tests/support/frames.hpp"

namespace curate::volume {
namespace {

using support::MadePicture;

MadePicture six_slices() {
  support::Shape shape;
  shape.slices = 6;
  return support::make_slices(shape);
}

std::vector<Picture> pictures_of(const MadePicture &made) {
  const auto pictures = partition(made.frames, made.facts);
  EXPECT_TRUE(pictures);
  return pictures ? *pictures : std::vector<Picture>{};
}

TEST(partition, leaves_one_picture_whole) {
  const auto pictures = pictures_of(six_slices());
  ASSERT_EQ(pictures.size(), 1U);
  EXPECT_EQ(pictures[0].frames.size(), 6U);
  EXPECT_FALSE(pictures[0].echo_number);
}

TEST(partition, tells_echoes_apart_and_numbers_them_by_echo_time) {
  MadePicture made = six_slices();
  for (std::size_t i = 0; i < 6; ++i)
    made.frames[i].echo_time_s = i % 2 == 0 ? 0.03 : 0.01;
  const auto pictures = pictures_of(made);
  ASSERT_EQ(pictures.size(), 2U);
  EXPECT_EQ(pictures[0].echo_number, 1);
  EXPECT_EQ(pictures[0].frames, (std::vector<std::size_t>{1, 3, 5}));
  EXPECT_EQ(pictures[1].echo_number, 2);
  EXPECT_EQ(pictures[1].index, 1);
}

TEST(partition, numbers_echoes_that_are_all_called_the_first) {
  MadePicture made = six_slices();
  for (std::size_t i = 0; i < 6; ++i) {
    made.frames[i].echo_number = 1;
    made.frames[i].echo_time_s = i < 3 ? 0.01 : 0.02;
  }
  const auto pictures = pictures_of(made);
  ASSERT_EQ(pictures.size(), 2U);
  EXPECT_EQ(pictures[1].echo_number, 2);
}

TEST(partition, does_not_count_the_echo_time_of_a_map) {
  MadePicture made = six_slices();
  for (std::size_t i = 0; i < 6; ++i) {
    made.frames[i].flavor = i < 3 ? dicom::Flavor::original : dicom::Flavor::b0_map;
    made.frames[i].echo_time_s = i < 3 ? 0.0015 : 0;
  }
  for (const Picture &picture : pictures_of(made))
    EXPECT_FALSE(picture.echo_number);
}

TEST(partition, keeps_a_single_second_echo_as_such) {
  MadePicture made = six_slices();
  for (dicom::Frame &frame : made.frames)
    frame.echo_number = 2;
  EXPECT_EQ(pictures_of(made).at(0).echo_number, 2);
}

TEST(partition, tells_components_flavors_and_coils_apart) {
  MadePicture made = six_slices();
  made.frames[1].component = made.frames[2].component = dicom::Component::phase;
  made.frames[3].flavor = dicom::Flavor::adc;
  made.frames[4].coil_element = 7;
  const auto pictures = pictures_of(made);
  ASSERT_EQ(pictures.size(), 4U);
  EXPECT_EQ(pictures[3].flavor, dicom::Flavor::adc); // what is derived comes last
}

TEST(partition, tells_the_pictures_of_a_dixon_scan_apart) {
  using dicom::DixonKind;
  MadePicture made = six_slices();
  for (std::size_t i = 0; i < 6; ++i) {
    made.frames[i].dixon = i < 3 ? DixonKind::water : DixonKind::fat;
    made.frames[i].position_lps_mm = made.frames[i % 3].position_lps_mm;
  }
  const auto pictures = pictures_of(made);
  ASSERT_EQ(pictures.size(), 2U);
  EXPECT_EQ(pictures[0].dixon, DixonKind::water);
  EXPECT_EQ(pictures[1].dixon, DixonKind::fat);
  EXPECT_EQ(pictures[1].frames, (std::vector<std::size_t>{3, 4, 5}));
  for (std::size_t i = 0; i < 6; ++i) { // in and opposed phase have an echo each, of one kind each
    made.frames[i].dixon = i < 3 ? DixonKind::in_phase : DixonKind::opposed_phase;
    made.frames[i].echo_time_s = i < 3 ? 0.0024 : 0.0012;
  }
  for (const Picture &picture : pictures_of(made))
    EXPECT_FALSE(picture.echo_number);
}

TEST(partition, has_nothing_to_tell_of_one_picture_of_a_dixon_scan) {
  MadePicture made = six_slices();
  for (dicom::Frame &frame : made.frames)
    frame.dixon = dicom::DixonKind::fat;
  const auto pictures = pictures_of(made);
  ASSERT_EQ(pictures.size(), 1U);
  EXPECT_EQ(pictures[0].dixon, dicom::DixonKind::none);
}

TEST(partition, makes_a_picture_of_each_plane_of_a_localizer) {
  MadePicture made = six_slices();
  for (std::size_t i : {2U, 3U})
    made.frames[i].column_lps = {0, 0, -1};
  for (std::size_t i : {4U, 5U}) {
    made.frames[i].row_lps = {0, 1, 0};
    made.frames[i].column_lps = {0, 0, -1};
  }
  EXPECT_EQ(pictures_of(made).size(), 3U);
}

TEST(partition, takes_directions_that_differ_by_rounding_for_one) {
  MadePicture made = six_slices();
  made.frames[3].row_lps = unit({1, 1e-6, 0});
  made.frames[3].column_lps = unit({-1e-6, 1, 0});
  EXPECT_EQ(pictures_of(made).size(), 1U);
}

TEST(partition, tells_sizes_and_spacings_apart) {
  MadePicture made = six_slices();
  made.frames[0].format.rows = 9;
  made.frames[1].row_spacing_mm = 3;
  EXPECT_EQ(pictures_of(made).size(), 3U);
}

TEST(partition, refuses_what_falls_into_too_many_pieces) {
  MadePicture made = six_slices();
  made.frames.resize(5000, made.frames[0]);
  for (std::size_t i = 0; i < made.frames.size(); ++i)
    made.frames[i].echo_time_s = 0.001 * static_cast<double>(i);
  const auto pictures = partition(made.frames, made.facts);
  ASSERT_FALSE(pictures);
  EXPECT_EQ(pictures.error().code, "SERIES-TOO-MANY-PICTURES");
}

TEST(partition, refuses_nothing_at_all) {
  EXPECT_EQ(partition({}, {}).error().code, "SERIES-EMPTY");
}

} // namespace
} // namespace curate::volume
