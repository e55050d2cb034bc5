#include "tests/support/head_shape.hpp"

namespace curate::support {

using namespace implicit;

namespace {

Point mirrored(Point p) {
  return {std::abs(p.x), p.y, p.z};
}

} // namespace

HeadShape::HeadShape(std::uint64_t seed) : noise_(Random::mixed(seed + 77)) {
  Random random(Random::mixed(seed));
  const double size = random.between(0.96, 1.04);
  scale_ = {size * random.between(0.97, 1.03), size * random.between(0.97, 1.03),
            size * random.between(0.97, 1.03)};
  lean_ = random.between(-0.02, 0.02);
  face_ = {.eye_x = random.between(30.5, 33.0),
           .nose_mm = random.between(-3, 4),
           .nose_width = random.between(0.9, 1.15),
           .brow_mm = random.between(-1, 2),
           .lip_mm = random.between(-0.7, 1.0),
           .chin_mm = random.between(-3, 3),
           .cheek_mm = random.between(-2, 3),
           .jaw_mm = random.between(-3, 3),
           .ear_mm = random.between(-2, 3)};
}

HeadShape::Point HeadShape::to_mean(const Vec3 &ras_mm) const {
  Point p{ras_mm[0] / scale_.x, ras_mm[1] / scale_.y, ras_mm[2] / scale_.z};
  p.x -= lean_ * (p.y - 20) * 0.5;
  return p;
}

Vec3 HeadShape::from_mean(Point mean) const {
  const double x = mean.x + lean_ * (mean.y - 20) * 0.5;
  return {x * scale_.x, mean.y * scale_.y, mean.z * scale_.z};
}

double HeadShape::ear(Point p) const {
  // The shell lies in its own plane: turned outwards at the back, and flat.
  const Point centre{79 + face_.ear_mm, -20, -34};
  const Point q = p - centre;
  const double u = q.x * 0.87 + q.y * 0.5; // across the shell
  const double v = q.y * 0.87 - q.x * 0.5; // along it, front to back
  const Point r{u, v + q.z * 0.15, q.z};
  const double shell = ellipsoid(r, {0, 0, 0}, {4.5, 17, 31});
  const double bowl = ellipsoid(r, {4.5, 2, -4}, {4.0, 9, 14});
  const double fold = ellipsoid(r, {4.5, -2, 15}, {2.5, 8, 9});
  return without(without(shell, bowl, 3), fold, 2);
}

double HeadShape::features(Point p, double head) const {
  const Face &f = face_;
  // Sockets first, so that brow, lids and nose stand over them.
  double d = without(head, ellipsoid(p, {f.eye_x + 1, 86, -32}, {18, 17, 12.5}), 9);
  const double brow = std::min(rod(p, {9, 77 + f.brow_mm, -16}, {30, 75 + f.brow_mm, -11}, 6, 6.5),
                               rod(p, {30, 75 + f.brow_mm, -11}, {50, 56, -17}, 6.5, 6));
  d = join(d, brow, 12);
  d = join(d, sphere(p, {f.eye_x, 58, -31}, 14.3), 4);
  // The slit between the lids.
  d = without(d, rod(p, {f.eye_x - 12, 71, -32.5}, {f.eye_x + 12, 69, -32.5}, 1.5, 1.5), 1.5);
  const double w = f.nose_width;
  const double bridge = rod(p, {0, 76, -20}, {0, 88 + f.nose_mm, -54}, 6 * w, 8 * w);
  d = join(d, bridge, 9);
  d = join(d, rod(p, {5, 75, -34}, {10 * w, 79, -56}, 4.5, 7), 9);
  d = join(d, ellipsoid(p, {0, 92 + f.nose_mm, -58}, {9.5 * w, 11, 9}), 8);
  d = join(d, ellipsoid(p, {11.5 * w, 83 + f.nose_mm * 0.5, -61.5}, {6.5, 8.5, 7.5}), 7);
  d = without(d, ellipsoid(p, {6.2 * w, 89 + f.nose_mm * 0.7, -69}, {3.6, 6, 5.5}), 2);
  const double lips = 83 + f.lip_mm;
  const double upper = std::min(rod(p, {3.5, lips, -84.5}, {14, lips - 4, -86}, 4.2, 3.6),
                                rod(p, {14, lips - 4, -86}, {25, lips - 13, -89}, 4, 2.5));
  const double lower = std::min(rod(p, {0, lips - 0.5, -94.5}, {13, lips - 4, -93}, 5.2, 4.2),
                                rod(p, {13, lips - 4, -93}, {24, lips - 13, -90}, 4.5, 2.5));
  d = join(join(d, upper, 5), lower, 5);
  const double mouth = std::min(rod(p, {0, lips + 5, -89.3}, {14, lips + 1, -89.3}, 2.2, 2),
                                rod(p, {14, lips + 1, -89.3}, {27, lips - 9, -89.8}, 2, 2));
  d = without(d, mouth, 2.5);
  // The fold between lower lip and chin, and the one from nose to mouth.
  d = without(d, rod(p, {0, 90, -104}, {16, 85, -104}, 4, 3), 6);
  d = without(d, rod(p, {19, 83, -63}, {31, 74, -86}, 1.4, 1.2), 6);
  return join(d, ellipsoid(p, {0, 72 + f.chin_mm, -117}, {19, 13, 13}), 10);
}

double HeadShape::face(Point p, double head) const {
  const Face &f = face_;
  double d = join(head, ellipsoid(p, {0, 26, -48}, {61, 51, 52}), 14);
  d = join(d, ellipsoid(p, {0, 34, -92}, {46 + f.jaw_mm, 46, 36}), 16);
  d = join(d, rod(p, {48 + f.jaw_mm, -4, -78}, {14, 64 + f.chin_mm, -118}, 13, 12), 14);
  d = join(d, ellipsoid(p, {45, 46, -47}, {19, 19 + f.cheek_mm, 14}), 10);
  d = join(d, ellipsoid(p, {33, 52, -72}, {19, 21 + f.cheek_mm, 22}), 12);
  if (p.y < 25) return d;
  return features(p, d);
}

double HeadShape::skin(Point at) const {
  const Point p = mirrored(at);
  double d = ellipsoid(p, {0, -18, 12}, {76, 97, 82});
  d = join(d, ellipsoid(p, {0, 22, 14}, {64, 61, 60}), 16);
  d = join(d, rod(p, {0, -28, -80}, {0, -36, -200}, 55, 62), 24);
  if (p.z < 20 && p.y > -60) d = face(p, d);
  if (p.x > 50 && p.z < 20 && p.z > -90 && p.y > -60 && p.y < 20) d = join(d, ear(p), 5);
  return d;
}

double HeadShape::cavity(Point at) const {
  const Point p = mirrored(at);
  const double dome = ellipsoid(p, {0, -17, 15}, {66.5, 86, 66});
  // The floor falls to the back: over the orbits in front, over the cerebellum behind.
  double d = common(dome, -16 + 0.06 * (p.y - 60) - p.z, 14);
  d = join(d, rod(p, {41, 8, -27}, {44, -45, -20}, 18, 19), 10);
  d = join(d, ellipsoid(p, {22, -62, -42}, {30, 29, 25}), 18);
  return join(d, rod(p, {0, -26, -25}, {0, -38, -75}, 15, 11), 10);
}

} // namespace curate::support
