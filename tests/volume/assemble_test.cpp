#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <libcurate/volume/slice_order.hpp>
#include <libcurate/volume/voxels.hpp>
#include <numeric>
#include <random>
#include <rapidcheck/gtest.h>

#include "tests/support/frames.hpp"
#include "tests/volume/built.hpp"

namespace curate::volume {
namespace {

using support::MadePicture;
using support::Shape;

dicom::Scaling rescale(double slope, double intercept) {
  dicom::Scaling out;
  out.slope = slope;
  out.intercept = intercept;
  out.has_rescale = true;
  return out;
}

// A random plane: two unit vectors at right angles.
Shape random_shape() {
  const auto real = [](double low, double high) {
    return low + (high - low) * *rc::gen::inRange(0, 1000) / 1000.0;
  };
  Shape out;
  out.columns = *rc::gen::inRange(1, 7);
  out.rows = *rc::gen::inRange(1, 7);
  out.slices = *rc::gen::inRange(1, 40);
  out.volumes = *rc::gen::inRange(1, 4);
  out.column_spacing_mm = real(0.3, 4);
  out.row_spacing_mm = real(0.3, 4);
  out.slice_step_mm = real(0.3, 8);
  out.origin_lps_mm = {real(-200, 200), real(-200, 200), real(-200, 200)};
  const double a = real(0, 6.28), b = real(-1.5, 1.5), c = real(0, 6.28);
  const Vec3 x{std::cos(a) * std::cos(b), std::sin(a) * std::cos(b), std::sin(b)};
  const Vec3 y = unit(cross(x, std::abs(x[2]) < 0.9 ? Vec3{0, 0, 1} : Vec3{1, 0, 0}));
  out.row_lps = x;
  out.column_lps = y * std::cos(c) + cross(x, y) * std::sin(c);
  return out;
}

RC_GTEST_PROP(assemble, puts_every_voxel_where_it_was_taken, ()) {
  const Shape shape = random_shape();
  MadePicture made = support::make_slices(shape);
  if (*rc::gen::arbitrary<bool>()) made.facts.acquisition_kind = dicom::AcquisitionKind::three_d;
  for (std::size_t i = 0; i < made.frames.size(); ++i)
    made.frames[i].temporal_position = static_cast<int>(i) / shape.slices;
  std::vector<std::size_t> order(made.frames.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937 random(*rc::gen::inRange(0U, 1000U));
  std::shuffle(order.begin(), order.end(), random);
  shuffle(made, order);
  const auto built = build(made);
  RC_ASSERT(built.has_value());
  expect_in_its_place(*built, shape);
}

RC_GTEST_PROP(assemble, takes_mosaics_apart, (bool is_reversed, bool is_square)) {
  Shape shape = random_shape();
  MadePicture made = support::make_mosaics(shape, is_reversed, is_square);
  // Siemens' tiles keep their order, others are laid along the normal.
  const bool is_siemens = *rc::gen::arbitrary<bool>();
  made.facts.manufacturer = is_siemens ? dicom::Manufacturer::siemens : dicom::Manufacturer::uih;
  const auto built = build(made);
  RC_ASSERT(built.has_value());
  RC_ASSERT((built->grid.index_to_ras_mm.determinant() > 0) == (is_siemens && is_reversed));
  expect_in_its_place(*built, shape);
}

TEST(assemble, stores_rows_flipped_and_slices_along_the_normal) {
  const auto built = build(support::make_slices({}));
  ASSERT_TRUE(built);
  const Affine &affine = built->grid.index_to_ras_mm;
  EXPECT_EQ(affine.column(0), (Vec3{-1, 0, 0}));
  EXPECT_EQ(affine.column(1), (Vec3{0, 1, 0}));
  EXPECT_EQ(affine.column(2), (Vec3{0, 0, 2}));
  EXPECT_EQ(affine.column(3), (Vec3{10, -22, 30}));
}

TEST(assemble, stores_three_dimensional_acquisitions_nearest_to_ras) {
  Shape sagittal;
  sagittal.row_lps = {0, 1, 0};
  sagittal.column_lps = {0, 0, -1};
  MadePicture made = support::make_slices(sagittal);
  made.facts.acquisition_kind = dicom::AcquisitionKind::three_d;
  const auto built = build(made);
  ASSERT_TRUE(built);
  EXPECT_EQ(built->grid.size, (std::array{5, 4, 3}));
  for (std::size_t axis = 0; axis < 3; ++axis)
    EXPECT_GT(built->grid.index_to_ras_mm.m[axis][axis], 0);
  expect_in_its_place(*built, sagittal);
}

TEST(assemble, keeps_one_slice_as_a_picture_of_one) {
  Shape shape;
  shape.slices = 1;
  const auto built = build(support::make_slices(shape));
  ASSERT_TRUE(built);
  EXPECT_EQ(built->grid.size, (std::array{4, 3, 1}));
}

TEST(assemble, refuses_a_volume_with_a_hole) {
  MadePicture made = support::make_slices({});
  shuffle(made, {0, 1, 3, 4});
  EXPECT_EQ(code_of(build(made)), "VOLUME-MISSING-SLICES");
}

TEST(assemble, refuses_unequal_gaps) {
  MadePicture made = support::make_slices({});
  made.frames[2].position_lps_mm[2] += 0.6;
  EXPECT_EQ(code_of(build(made)), "VOLUME-GAPS");
}

TEST(assemble, takes_gaps_that_differ_by_rounding) {
  MadePicture made = support::make_slices({});
  made.frames[2].position_lps_mm[2] += 0.01;
  EXPECT_TRUE(build(made));
}

TEST(assemble, refuses_slices_that_wander_sideways) {
  MadePicture made = support::make_slices({});
  made.frames[2].position_lps_mm[0] += 0.3;
  EXPECT_EQ(code_of(build(made)), "VOLUME-SHIFTED");
}

TEST(assemble, refuses_tiles_that_lie_beside_each_other) {
  Shape shape;
  shape.volumes = 2;
  MadePicture made = support::make_slices(shape);
  for (std::size_t i = 5; i < 10; ++i)
    made.frames[i].position_lps_mm[0] += 4;
  EXPECT_EQ(code_of(build(made)), "VOLUME-SHIFTED");
}

TEST(assemble, refuses_gaps_that_add_up) {
  Shape shape;
  shape.slices = 40;
  MadePicture made = support::make_slices(shape);
  for (std::size_t i = 0; i < made.frames.size(); ++i) {
    const double from_middle = static_cast<double>(i) - 20;
    made.frames[i].position_lps_mm[2] += 0.04 * std::abs(from_middle);
  }
  EXPECT_EQ(code_of(build(made)), "VOLUME-GAPS");
}

TEST(assemble, refuses_axes_that_are_none) {
  for (const Vec3 column : {Vec3{0, 2, 0}, Vec3{0.5, 0.866, 0}, Vec3{1, 0, 0}}) {
    MadePicture made = support::make_slices({});
    for (dicom::Frame &frame : made.frames)
      frame.column_lps = column;
    EXPECT_EQ(code_of(build(made)), "VOLUME-AXES");
  }
}

TEST(assemble, refuses_pixels_of_unknown_size) {
  for (const double spacing_mm : {0.0, -1.0, 1e300, std::nan("")}) {
    MadePicture made = support::make_slices({});
    for (dicom::Frame &frame : made.frames)
      frame.row_spacing_mm = spacing_mm;
    EXPECT_EQ(code_of(build(made)), "VOLUME-NO-SPACING");
  }
  MadePicture made = support::make_slices({});
  for (dicom::Frame &frame : made.frames)
    frame.has_spacing = false;
  EXPECT_EQ(code_of(build(made)), "VOLUME-NO-SPACING");
}

TEST(assemble, refuses_frames_of_different_sizes) {
  MadePicture made = support::make_slices({});
  made.frames[3].format.columns = 5;
  EXPECT_EQ(code_of(build(made)), "VOLUME-SIZE");
}

TEST(assemble, refuses_slices_that_lie_nowhere) {
  MadePicture made = support::make_slices({});
  for (dicom::Frame &frame : made.frames)
    frame.has_position = false;
  EXPECT_EQ(code_of(build(made)), "VOLUME-NO-POSITION");
}

TEST(assemble, leaves_out_an_unfinished_last_volume_and_says_so) {
  Shape shape;
  shape.volumes = 3;
  MadePicture made = support::make_slices(shape);
  made.frames.resize(12);
  const auto built = build(made);
  ASSERT_TRUE(built);
  EXPECT_EQ(built->voxels.volume_count, 2);
  ASSERT_EQ(built->stack.findings.size(), 1U);
  EXPECT_EQ(built->stack.findings[0].code, "VOLUME-INCOMPLETE");
  shape.volumes = 2;
  expect_in_its_place(*built, shape);
}

TEST(assemble, refuses_a_series_with_a_hole_in_the_middle) {
  Shape shape;
  shape.volumes = 3;
  for (const bool has_times : {false, true}) {
    MadePicture made = support::make_slices(shape);
    for (std::size_t i = 0; has_times && i < made.frames.size(); ++i)
      made.frames[i].acquisition_number = static_cast<int>(i) / shape.slices;
    made.frames.erase(made.frames.begin() + 7);
    EXPECT_EQ(code_of(build(made)), "VOLUME-MISSING-SLICES");
  }
}

TEST(assemble, refuses_a_slice_given_twice) {
  MadePicture made = support::make_slices({});
  shuffle(made, {0, 1, 1, 2, 3, 4});
  EXPECT_EQ(code_of(build(made)), "VOLUME-MISSING-SLICES");
}

TEST(assemble, refuses_a_table_of_holes_before_it_takes_memory) {
  Shape shape;
  shape.slices = 3000;
  shape.columns = shape.rows = 1;
  MadePicture made = support::make_slices(shape);
  for (std::size_t i = 1500; i < 3000; ++i)
    made.frames[i].position_lps_mm = made.frames[0].position_lps_mm;
  EXPECT_EQ(code_of(build(made)), "VOLUME-MISSING-SLICES");
}

TEST(assemble, keeps_integers_where_all_frames_are_scaled_alike) {
  MadePicture made = support::make_slices({});
  for (dicom::Frame &frame : made.frames)
    frame.scaling = rescale(2, -100);
  const auto built = build(made);
  ASSERT_TRUE(built);
  EXPECT_EQ(built->voxels.type, VoxelType::i16);
  EXPECT_EQ(built->at(0, 2, 0, 0), 2 * support::value_at(0, 0, 0, 0) - 100);
}

TEST(assemble, makes_floats_where_frames_are_scaled_apart) {
  MadePicture made = support::make_slices({});
  for (std::size_t i = 0; i < made.frames.size(); ++i)
    made.frames[i].scaling = rescale(1.0 + static_cast<double>(i), 0);
  const auto built = build(made);
  ASSERT_TRUE(built);
  EXPECT_EQ(built->voxels.type, VoxelType::f32);
  EXPECT_EQ(built->at(3, 0, 4, 0), 5 * support::value_at(3, 2, 4, 0));
}

} // namespace
} // namespace curate::volume
