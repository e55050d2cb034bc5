#pragma once

#include "tests/support/head.hpp"
#include "tests/support/implicit.hpp"

namespace curate::support {

/// Where the parts of one person's head lie, as functions of space. All points are in the frame of
/// the mean head; `to_mean` brings a point of this person there.
class HeadShape {
public:
  using Point = implicit::Point;

  explicit HeadShape(std::uint64_t seed);

  Point to_mean(const Vec3 &ras_mm) const;
  Vec3 from_mean(Point mean) const;

  /// Depth below the skin is its negative.
  double skin(Point p) const;
  /// The space within the skull.
  double cavity(Point p) const;
  /// What lies at a point, given its skin and cavity values.
  Tissue tissue(Point p, double skin, double cavity) const;

  /// The side of the face, right positive.
  Point eye() const { return {face_.eye_x, 58, -31}; }
  Point nose_tip() const { return {0, 96 + face_.nose_mm, -57}; }
  Point chin() const { return {0, 84 + face_.chin_mm, -117}; }
  /// Distance from the lateral ventricles; below 0 inside.
  double ventricles(Point p) const;

private:
  struct Face {
    double eye_x, nose_mm, nose_width, brow_mm, lip_mm, chin_mm, cheek_mm, jaw_mm, ear_mm;
  };
  double face(Point p, double head) const;
  double features(Point p, double head) const;
  double ear(Point p) const;
  Tissue brain(Point p, double cavity) const;
  Tissue face_inside(Point p, double depth) const;
  double airways(Point p) const;
  double facial_bone(Point p) const;

  Point scale_;
  double lean_;
  Face face_{};
  implicit::Noise noise_;
};

} // namespace curate::support
