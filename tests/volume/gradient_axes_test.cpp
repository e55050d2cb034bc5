#include "libcurate/volume/gradient_axes.hpp"

#include <gtest/gtest.h>

namespace curate::volume {
namespace {

using dicom::InPlaneAxis;

enum class Plane { sagittal, coronal, axial };

dicom::Frame frame_of(Plane plane) {
  dicom::Frame frame;
  switch (plane) {
  case Plane::sagittal:
    frame.row_lps = {0, 1, 0};
    frame.column_lps = {0, 0, -1};
    break;
  case Plane::coronal:
    frame.row_lps = {1, 0, 0};
    frame.column_lps = {0, 0, -1};
    break;
  case Plane::axial:
    frame.row_lps = {1, 0, 0};
    frame.column_lps = {0, 1, 0};
    break;
  }
  return frame;
}

/// Along rows, columns upwards and the normal: FSL's frame of a picture stored that way.
Vec3 stored(Plane plane, InPlaneAxis axis) {
  const dicom::Frame frame = frame_of(plane);
  const Vec3 lps = lps_of_encoding_axes({1, 2, 3}, frame, axis);
  return {dot(lps, frame.row_lps), -dot(lps, frame.column_lps),
          dot(lps, cross(frame.row_lps, frame.column_lps))};
}

// Source: the table of issue 970 of dcm2niix, all planes and both axes.
TEST(gradient_axes, follow_plane_and_phase_encoding) {
  using enum Plane;
  constexpr auto column = InPlaneAxis::column;
  constexpr auto row = InPlaneAxis::row;
  EXPECT_EQ(stored(axial, column), (Vec3{-1, 2, 3}));
  EXPECT_EQ(stored(axial, row), (Vec3{-2, -1, 3}));
  EXPECT_EQ(stored(sagittal, column), (Vec3{1, -2, -3}));
  EXPECT_EQ(stored(sagittal, row), (Vec3{2, 1, -3}));
  EXPECT_EQ(stored(coronal, column), (Vec3{-1, -2, 3}));
  EXPECT_EQ(stored(coronal, row), (Vec3{2, -1, 3}));
}

} // namespace
} // namespace curate::volume
