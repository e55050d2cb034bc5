// Volumes that lie beside each other by a little: the scanner followed the head.
#include <gtest/gtest.h>
#include <libcurate/volume/moved.hpp>

#include "tests/volume/built.hpp"

namespace curate::volume {
namespace {

using support::MadePicture;
using support::Shape;

Shape run() {
  Shape out;
  out.slices = 4;
  out.volumes = 3;
  out.slice_step_mm = 3;
  return out;
}

MadePicture moved(const Vec3 &by_mm) {
  MadePicture made = support::make_slices(run());
  for (std::size_t i = 0; i < made.frames.size(); ++i) {
    const auto volume = static_cast<double>(i / 4);
    made.frames[i].temporal_position = static_cast<int>(i) / 4 + 1;
    made.frames[i].position_lps_mm = made.frames[i].position_lps_mm + by_mm * volume;
  }
  return made;
}

std::vector<std::string> codes(const Stack &stack) {
  std::vector<std::string> out;
  for (const Finding &finding : stack.findings)
    out.push_back(finding.code);
  return out;
}

TEST(moved, volumes_take_the_place_of_the_first) {
  for (const Vec3 by_mm : {Vec3{0.5, 0, 0}, Vec3{0, -0.4, 0.9}, Vec3{0, 0, 1.4}, Vec3{0, 0, -3}}) {
    const auto built = build(moved(by_mm));
    ASSERT_TRUE(built) << built.error().message;
    EXPECT_EQ(built->voxels.volume_count, 3);
    expect_in_its_place(*built, run());
    EXPECT_EQ(codes(built->stack), std::vector<std::string>{"VOLUME-MOVED"});
  }
}

TEST(moved, volumes_may_come_in_any_order_of_files) {
  MadePicture made = moved({0.5, 0, 0.3});
  shuffle(made, {11, 0, 5, 7, 2, 9, 4, 1, 10, 3, 8, 6});
  const auto built = build(made);
  ASSERT_TRUE(built);
  expect_in_its_place(*built, run());
}

TEST(moved, a_head_moves_by_no_more_than_the_coil_allows) {
  EXPECT_EQ(code_of(build(moved({6, 0, 0}))), "VOLUME-SHIFTED"); // at once
  MadePicture far = moved({4.5, 0, 0});
  EXPECT_TRUE(build(far));
  far.frames[8].position_lps_mm[0] += 20;
  EXPECT_EQ(code_of(build(far)), "VOLUME-SHIFTED");
}

TEST(moved, nothing_is_said_of_volumes_that_lie_in_one_place) {
  const auto built = build(moved({0.001, 0, 0}));
  ASSERT_TRUE(built);
  EXPECT_TRUE(built->stack.findings.empty());
}

TEST(moved, volumes_that_nothing_counts_stay_refused) {
  MadePicture made = moved({0.5, 0, 0.3});
  for (dicom::Frame &frame : made.frames)
    frame.temporal_position.reset();
  EXPECT_FALSE(build(made));
}

TEST(moved, volumes_of_another_distance_are_no_moved_ones) {
  MadePicture made = moved({0.5, 0, 0});
  for (std::size_t i = 8; i < 12; ++i)
    made.frames[i].position_lps_mm[2] += 0.5 * static_cast<double>(i - 8);
  EXPECT_FALSE(build(made));
}

TEST(moved, mosaics_take_the_place_of_the_first_within_the_same_bound) {
  Shape shape = run();
  MadePicture made = support::make_mosaics(shape, false);
  made.frames[1].position_lps_mm[0] += 1;
  auto built = build(made);
  ASSERT_TRUE(built);
  expect_in_its_place(*built, shape);
  EXPECT_EQ(codes(built->stack), std::vector<std::string>{"VOLUME-MOVED"});
  made.frames[1].position_lps_mm[0] += 30;
  EXPECT_EQ(code_of(build(made)), "VOLUME-SHIFTED");
}

} // namespace
} // namespace curate::volume
