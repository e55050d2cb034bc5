#include <gtest/gtest.h>
#include <libcurate/volume/partition.hpp>

#include "tests/support/frames.hpp"

namespace curate::volume {
namespace {

using support::MadePicture;
using support::Shape;

// Three slices, taken twice.
MadePicture twice() {
  Shape shape;
  shape.slices = 3;
  shape.volumes = 2;
  return support::make_slices(shape);
}

std::vector<std::vector<std::size_t>> frames_of(const MadePicture &made) {
  const auto pictures = partition(made.frames, made.facts);
  EXPECT_TRUE(pictures);
  std::vector<std::vector<std::size_t>> out;
  for (const Picture &picture : pictures.value_or(std::vector<Picture>{}))
    out.push_back(picture.frames);
  return out;
}

const std::vector<std::vector<std::size_t>> both{{0, 1, 2}, {3, 4, 5}};

TEST(split, tells_inversions_apart) {
  MadePicture made = twice();
  for (std::size_t i = 0; i < 6; ++i)
    made.frames[i].inversion_time_s = i < 3 ? 0.7 : 2.5;
  EXPECT_EQ(frames_of(made), both);
  for (std::size_t i = 0; i < 6; ++i) {
    made.frames[i].inversion_time_s = 0.7;
    made.frames[i].inversion_index = i < 3 ? 1 : 2;
  }
  EXPECT_EQ(frames_of(made), both);
}

TEST(split, keeps_slices_that_were_each_inverted_at_another_time) {
  MadePicture made = twice();
  for (std::size_t i = 0; i < 6; ++i)
    made.frames[i].inversion_time_s = 0.1 * static_cast<double>(i % 3 + 1);
  EXPECT_EQ(frames_of(made).size(), 1U);
}

TEST(split, keeps_echo_planar_volumes_together) {
  MadePicture made = twice();
  made.facts.scanning_sequence = static_cast<std::uint8_t>(dicom::ScanningSequence::ep);
  for (std::size_t i = 0; i < 6; ++i)
    made.frames[i].inversion_time_s = i < 3 ? 0.7 : 2.5;
  EXPECT_EQ(frames_of(made).size(), 1U);
}

TEST(split, keeps_delays_of_labelled_pictures_as_volumes) {
  MadePicture made = twice();
  made.facts.spin_labeling = dicom::SpinLabeling::pulsed;
  for (std::size_t i = 0; i < 6; ++i)
    made.frames[i].inversion_time_s = i < 3 ? 0.7 : 2.5;
  EXPECT_EQ(frames_of(made).size(), 1U);
}

TEST(split, tells_flip_angles_apart) {
  MadePicture made = twice();
  for (std::size_t i = 0; i < 6; ++i)
    made.frames[i].flip_angle_deg = i < 3 ? 5 : 20;
  EXPECT_EQ(frames_of(made), both);
}

TEST(split, tells_stacks_apart_that_make_no_volume_together) {
  MadePicture made = twice();
  for (std::size_t i = 0; i < 6; ++i) {
    made.frames[i].stack_id = i < 3 ? 1 : 2;
    if (i >= 3) made.frames[i].position_lps_mm[0] += 40;
  }
  EXPECT_EQ(frames_of(made), both);
}

TEST(split, tells_acquisitions_apart_that_make_no_volume_together) {
  MadePicture made = twice();
  made.facts.modality = dicom::Modality::ct;
  for (std::size_t i = 0; i < 6; ++i) {
    made.frames[i].acquisition_number = i < 3 ? 1 : 2;
    if (i >= 3) made.frames[i].position_lps_mm[2] += 0.7;
  }
  EXPECT_EQ(frames_of(made), both);
}

TEST(split, keeps_volumes_together_that_follow_the_head) {
  Shape shape;
  shape.volumes = 4;
  MadePicture made = support::make_slices(shape);
  for (std::size_t i = 0; i < made.frames.size(); ++i) {
    made.frames[i].acquisition_number = static_cast<int>(i) / 5;
    made.frames[i].position_lps_mm[2] += 0.7 * static_cast<double>(i / 5);
  }
  EXPECT_EQ(frames_of(made).size(), 1U);
}

TEST(split, keeps_acquisitions_that_make_one_volume) {
  Shape shape;
  shape.slices = 6;
  MadePicture made = support::make_slices(shape);
  for (std::size_t i = 0; i < 6; ++i)
    made.frames[i].acquisition_number = static_cast<int>(i); // incremental CT: one a slice
  EXPECT_EQ(frames_of(made).size(), 1U);
}

TEST(split, keeps_acquisitions_whose_parts_are_no_stacks_either) {
  MadePicture made = twice();
  for (std::size_t i = 0; i < 6; ++i)
    made.frames[i].acquisition_number = static_cast<int>(i) / 2;
  made.frames[4].position_lps_mm[2] += 0.7;
  EXPECT_EQ(frames_of(made).size(), 1U);
}

} // namespace
} // namespace curate::volume
