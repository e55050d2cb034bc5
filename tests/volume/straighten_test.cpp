// Slices of a tilted gantry and at unequal distances. The pictures are of a field that grows evenly
// in each direction: linear interpolation gives it back exactly, but for rounding.
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/volume/describe.hpp>
#include <libcurate/volume/slice_order.hpp>
#include <libcurate/volume/straighten.hpp>
#include <libcurate/volume/voxels.hpp>

#include "tests/support/frames.hpp"
#include "tests/volume/built.hpp"

namespace curate::volume {
namespace {

using support::MadePicture;
using support::Shape;

double field(const Vec3 &lps) {
  return 100 + 3 * lps[0] + 5 * lps[1] - 7 * lps[2];
}

Shape head_ct() {
  Shape out;
  out.columns = 12;
  out.rows = 16;
  out.slices = 6;
  out.column_spacing_mm = 1;
  out.row_spacing_mm = 0.5;
  out.slice_step_mm = 5;
  return out;
}

void paint(MadePicture &made) {
  for (std::size_t i = 0; i < made.frames.size(); ++i) {
    const dicom::Frame &f = made.frames[i];
    std::size_t at = 0;
    for (int row = 0; row < f.format.rows; ++row)
      for (int column = 0; column < f.format.columns; ++column, ++at)
        made.pixels[i][at] = static_cast<std::int16_t>(
            std::lround(field(f.position_lps_mm + f.row_lps * (column * f.column_spacing_mm) +
                              f.column_lps * (row * f.row_spacing_mm))));
  }
}

MadePicture ct(const Shape &shape) {
  MadePicture made = support::make_slices(shape);
  made.facts.modality = dicom::Modality::ct;
  for (dicom::Frame &frame : made.frames) {
    frame.slice_thickness_mm.reset();
    frame.spacing_between_slices_mm.reset();
  }
  paint(made);
  return made;
}

// The table moves along the patient while the slices are tilted against it.
MadePicture tilted(double tilt_deg, bool is_of_columns = false) {
  Shape shape = head_ct();
  const double c = std::cos(tilt_deg * M_PI / 180), s = std::sin(tilt_deg * M_PI / 180);
  if (is_of_columns)
    shape.row_lps = {c, 0, s};
  else
    shape.column_lps = {0, c, s};
  MadePicture made = ct(shape);
  for (std::size_t i = 0; i < made.frames.size(); ++i)
    made.frames[i].position_lps_mm = shape.origin_lps_mm + Vec3{0, 0, 5.0 * static_cast<double>(i)};
  paint(made);
  return made;
}

// Every voxel between what was measured holds the field; how many did.
int expect_field(const Built &built, const Shape &shape, double low_mm, double high_mm,
                 double margin_rows = 0) {
  const Vec3 normal = unit(cross(shape.row_lps, shape.column_lps));
  const double depth = dot(shape.origin_lps_mm, normal);
  int count = 0;
  std::size_t at = 0;
  for (int k = 0; k < built.grid.size[2]; ++k)
    for (int j = 0; j < built.grid.size[1]; ++j)
      for (int i = 0; i < built.grid.size[0]; ++i, at += 2) {
        const Vec3 ras = built.grid.index_to_ras_mm.apply({double(i), double(j), double(k)});
        const Vec3 lps{-ras[0], -ras[1], ras[2]};
        // Back along the table to the plane of the first slice: is the point on a slice?
        const double along = dot(lps, normal) - depth;
        const double table = along / normal[2];
        const Vec3 in_plane = lps - Vec3{0, 0, table} - shape.origin_lps_mm;
        const double row = dot(in_plane, shape.column_lps) / shape.row_spacing_mm;
        const double column = dot(in_plane, shape.row_lps) / shape.column_spacing_mm;
        const bool is_inside = row >= margin_rows - 1e-9 &&
                               row <= shape.rows - 1 - margin_rows + 1e-9 && column >= -1e-9 &&
                               column <= shape.columns - 1 + 1e-9 && table >= low_mm - 1e-9 &&
                               table <= high_mm + 1e-9;
        if (!is_inside) continue;
        std::int16_t value = 0;
        std::memcpy(&value, built.voxels.bytes.data() + at, 2);
        // Stored values were rounded once before, and once after.
        EXPECT_NEAR(value, field(lps), 1.001) << i << ' ' << j << ' ' << k;
        ++count;
      }
  return count;
}

void expect_orthogonal(const Grid &grid) {
  const Affine &a = grid.index_to_ras_mm;
  EXPECT_NEAR(dot(a.column(0), a.column(1)), 0, 1e-9);
  EXPECT_NEAR(dot(a.column(0), a.column(2)), 0, 1e-9);
  EXPECT_NEAR(dot(a.column(1), a.column(2)), 0, 1e-9);
}

TEST(straighten, undoes_a_tilted_gantry_in_either_direction) {
  for (const double tilt_deg : {14.0, -14.0, 25.0}) {
    SCOPED_TRACE(tilt_deg);
    Shape shape = head_ct();
    shape.column_lps = {0, std::cos(tilt_deg * M_PI / 180), std::sin(tilt_deg * M_PI / 180)};
    const auto built = build(tilted(tilt_deg));
    ASSERT_TRUE(built);
    expect_orthogonal(built->grid);
    const double moved = 25 * std::abs(std::sin(tilt_deg * M_PI / 180)) / 0.5;
    EXPECT_EQ(built->grid.size, (std::array{12, 16 + static_cast<int>(std::ceil(moved)), 6}));
    EXPECT_NEAR(length(built->grid.index_to_ras_mm.column(2)), 5 * std::cos(tilt_deg * M_PI / 180),
                1e-9);
    EXPECT_GE(expect_field(*built, shape, 0, 25), 12 * 15 * 6);
    ASSERT_EQ(built->stack.findings.size(), 1U);
    EXPECT_EQ(built->stack.findings[0].code, "VOLUME-TILT-UNDONE");
  }
}

TEST(straighten, undoes_a_shear_along_the_rows_as_well) {
  Shape shape = head_ct();
  shape.row_lps = {std::cos(0.2), 0, std::sin(0.2)};
  const auto built = build(tilted(0.2 * 180 / M_PI, true));
  ASSERT_TRUE(built);
  expect_orthogonal(built->grid);
  EXPECT_EQ(built->grid.size[1], 16);
  EXPECT_GT(built->grid.size[0], 12);
  EXPECT_GE(expect_field(*built, shape, 0, 25), 11 * 16 * 6);
}

TEST(straighten, pads_with_the_padding_value_and_never_mixes_it) {
  MadePicture made = tilted(20);
  for (std::size_t i = 0; i < made.frames.size(); ++i) {
    made.frames[i].padding_value = -2000;
    for (std::size_t at = 0; at < 12; ++at)
      made.pixels[i][at] = -2000; // the first row was not measured
  }
  const auto built = build(made);
  ASSERT_TRUE(built);
  std::size_t padding = 0;
  for (std::size_t at = 0; at < built->voxels.bytes.size(); at += 2) {
    std::int16_t value = 0;
    std::memcpy(&value, built->voxels.bytes.data() + at, 2);
    padding += value == -2000 ? 1 : 0;
    EXPECT_TRUE(value == -2000 || value > -500) << value;
  }
  EXPECT_GT(padding, 12U * 6);
}

TEST(straighten, pads_with_the_lowest_value_where_no_padding_is_told) {
  MadePicture made = tilted(20);
  made.pixels[2][40] = -1024;
  const auto built = build(made);
  ASSERT_TRUE(built);
  std::int16_t corner = 0, other = 0;
  std::memcpy(&corner, built->voxels.bytes.data(), 2);
  std::memcpy(&other, built->voxels.bytes.data() + built->voxels.bytes.size() - 2, 2);
  EXPECT_EQ(std::min(corner, other), -1024);
}

TEST(straighten, refuses_what_is_no_pure_shear) {
  MadePicture oblique = tilted(14);
  for (std::size_t i = 0; i < oblique.frames.size(); ++i)
    oblique.frames[i].position_lps_mm[0] += static_cast<double>(i);
  EXPECT_EQ(code_of(build(oblique)), "VOLUME-TILTED");
  MadePicture bent = tilted(14);
  bent.frames[3].position_lps_mm[1] += 1;
  EXPECT_EQ(code_of(build(bent)), "VOLUME-SHIFTED");
  MadePicture steep = ct(head_ct());
  for (std::size_t i = 0; i < steep.frames.size(); ++i)
    steep.frames[i].position_lps_mm[1] += 6.0 * static_cast<double>(i);
  EXPECT_EQ(code_of(build(steep)), "VOLUME-TILTED");
}

TEST(straighten, refuses_colours_that_would_be_mixed) {
  MadePicture made = tilted(14);
  for (std::size_t i = 0; i < made.frames.size(); ++i) {
    made.frames[i].format.samples_per_pixel = 3;
    made.frames[i].format.bits_allocated = made.frames[i].format.bits_stored = 8;
    made.frames[i].format.photometric = dicom::Photometric::rgb;
    made.pixels[i].resize(12 * 16 * 3 / 2);
  }
  EXPECT_EQ(code_of(build(made)), "VOLUME-PIXEL-FORMAT");
}

MadePicture uneven(const std::vector<double> &places_mm, std::optional<double> thickness_mm = {}) {
  Shape shape = head_ct();
  shape.slices = static_cast<int>(places_mm.size());
  MadePicture made = ct(shape);
  for (std::size_t i = 0; i < places_mm.size(); ++i) {
    made.frames[i].position_lps_mm = shape.origin_lps_mm + Vec3{0, 0, places_mm[i]};
    made.frames[i].slice_thickness_mm = thickness_mm;
  }
  paint(made);
  return made;
}

TEST(straighten, makes_slices_at_equal_distances_where_they_lie_apart_by_two_steps) {
  const auto built = build(uneven({0, 5, 10, 20, 30}));
  ASSERT_TRUE(built);
  EXPECT_EQ(built->grid.size, (std::array{12, 16, 7}));
  EXPECT_NEAR(length(built->grid.index_to_ras_mm.column(2)), 5, 1e-9);
  EXPECT_EQ(expect_field(*built, head_ct(), 0, 30), 12 * 16 * 7);
  ASSERT_EQ(built->stack.findings.size(), 1U);
  EXPECT_EQ(built->stack.findings[0].code, "VOLUME-GAPS-RESAMPLED");
}

TEST(straighten, keeps_both_ends_where_the_gaps_share_no_step) {
  const auto built = build(uneven({0, 3, 6, 11, 16}, 5));
  ASSERT_TRUE(built);
  EXPECT_EQ(built->grid.size[2], 7); // 16 mm in steps of at most 3 mm
  EXPECT_NEAR(length(built->grid.index_to_ras_mm.column(2)), 16.0 / 6, 1e-9);
  EXPECT_EQ(expect_field(*built, head_ct(), 0, 16), 12 * 16 * 7);
}

TEST(straighten, undoes_tilt_and_gaps_together) {
  MadePicture made = tilted(14);
  Shape shape = head_ct();
  shape.column_lps = {0, std::cos(14 * M_PI / 180), std::sin(14 * M_PI / 180)};
  const double places[] = {0, 4, 8, 12, 20, 28};
  for (std::size_t i = 0; i < 6; ++i)
    made.frames[i].position_lps_mm = shape.origin_lps_mm + Vec3{0, 0, places[i]};
  paint(made);
  const auto built = build(made);
  ASSERT_TRUE(built);
  EXPECT_EQ(built->grid.size[2], 8);
  expect_orthogonal(built->grid);
  // Slices 8 mm apart are 4 rows beside each other: at the edges one of the two has nothing.
  EXPECT_GE(expect_field(*built, shape, 0, 28, 4), 12 * 6 * 8);
  EXPECT_EQ(built->stack.findings.size(), 2U);
}

TEST(straighten, refuses_to_fill_holes) {
  EXPECT_EQ(code_of(build(uneven({0, 5, 10, 30, 35}))), "VOLUME-MISSING-SLICES"); // three steps
  EXPECT_EQ(code_of(build(uneven({0, 5, 10, 20, 25}, 5))), "VOLUME-MISSING-SLICES");
  EXPECT_EQ(code_of(build(uneven({0, 5, 10, 17.5, 22.5}, 5))), "VOLUME-GAPS");
  EXPECT_EQ(code_of(build(uneven({0, 5, 5.5, 10, 15, 20}, 5))), "VOLUME-GAPS"); // overlap
  MadePicture made = uneven({0, 5, 10, 20, 25});
  made.frames[3].instance_number = 5;
  made.frames[4].instance_number = 6;
  EXPECT_EQ(code_of(build(made)), "VOLUME-MISSING-SLICES");
}

TEST(straighten, does_not_resample_the_gaps_of_other_modalities) {
  MadePicture made = uneven({0, 5, 10, 17.5, 22.5}, 8);
  EXPECT_EQ(code_of(build(made)), "");
  made.facts.modality = dicom::Modality::mr;
  EXPECT_EQ(code_of(build(made)), "VOLUME-GAPS");
}

TEST(straighten, facts_of_slices_are_told_of_the_frames_as_they_were_taken) {
  MadePicture made = uneven({0, 5, 10, 20, 30});
  for (std::size_t i = 0; i < made.frames.size(); ++i)
    made.frames[i].acquisition_time_of_day_s = 100.0 + static_cast<double>(i);
  made.frames[0].gantry_tilt_deg = 0;
  const auto stacked = stack(made.frames, made.facts, made.picture());
  ASSERT_TRUE(stacked);
  const Acquisition out = describe(made.frames, made.facts, made.picture(), *stacked);
  EXPECT_TRUE(out.slice_timing_s.empty());
  EXPECT_EQ(out.spacing_between_slices_mm, 5.0);
  EXPECT_EQ(out.gantry_tilt_deg, 0.0);
}

} // namespace
} // namespace curate::volume
