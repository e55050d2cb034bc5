#include "tests/support/head_shape.hpp"

namespace curate::support {

using namespace implicit;

namespace {

Point mirrored(Point p) {
  return {std::abs(p.x), p.y, p.z};
}

constexpr double csf_mm = 2.0; // between skull and brain
constexpr double cortex_mm =
    2.9; // Source: mean cortical thickness about 2.5 mm, Fischl and Dale 2000
constexpr double skull_mm = 6.6; // Source: mean frontal and parietal thickness 6 to 7 mm

/// The slit between the hemispheres: everywhere in the midline but in and under the callosum.
double midline_slit(Point p) {
  const double inside = -ellipsoid({0, p.y, p.z}, {0, -13, 8}, {1000, 41, 19});
  return std::sqrt(p.x * p.x + std::max(0.0, inside) * std::max(0.0, inside)) - 0.9;
}

/// The slit between the temporal lobe and what lies over it.
double lateral_slit(Point p) {
  const double across = (p.y - 22) * 0.36 + (p.z + 12) * 0.93;
  const double in = std::max(0.0, 36 - p.x);
  const double along = std::max({0.0, -34 - p.y, p.y - 26});
  return std::sqrt(across * across + in * in + along * along) - 1.2;
}

bool is_deep_grey(Point p) {
  return ellipsoid(p, {11, -18, 7}, {8, 14, 8}) < 0 ||
         ellipsoid(p, {25, 1, 2}, {5.5, 17, 10}) < 0 ||
         ellipsoid(p, {14, 14, 8}, {4.5, 9, 8}) < 0 || ellipsoid(p, {24, -10, -18}, {7, 9, 6}) < 0;
}

} // namespace

double HeadShape::ventricles(Point at) const {
  const Point p = mirrored(at);
  double d = rod(p, {7, 26, 6}, {9, 4, 18}, 3.6, 4.2);
  d = std::min(d, rod(p, {9, 4, 18}, {17, -32, 18}, 4.2, 5));
  d = std::min(d, rod(p, {17, -32, 18}, {23, -42, 10}, 5, 6));
  d = std::min(d, rod(p, {23, -42, 10}, {18, -62, 5}, 6, 2.5));
  d = std::min(d, rod(p, {23, -42, 8}, {34, -18, -15}, 4, 2.5));
  return std::min(d, ellipsoid(p, {0, -10, 1}, {1.8, 12, 8}));
}

Tissue HeadShape::brain(Point at, double cavity) const {
  const Point p = mirrored(at);
  const double hull = -cavity - csf_mm;
  if (hull < 0) return Tissue::csf;
  if (ellipsoid(p, {0, -47, -35}, {6, 4.5, 8}) < 0) return Tissue::csf; // fourth ventricle
  if (rod(p, {0, -22, -6}, {0, -36, -80}, 13, 6.5) < 0) return Tissue::white;
  const double cerebellum = join(ellipsoid(p, {22, -64, -42}, {26, 25, 21}),
                                 ellipsoid(p, {0, -62, -39}, {14, 20, 17}), 8);
  if (cerebellum < 0) {
    // Leaves around a white core.
    const double fold = length(p - Point{0, -40, -34}) / 4.6 + 1.3 * noise_(at * 0.11);
    const double phase = fold - std::floor(fold);
    if (cerebellum < -11) return Tissue::white;
    return phase < 0.13 ? Tissue::csf : Tissue::grey;
  }
  if (cerebellum < 1.8) return Tissue::csf;
  if (p.y < -30 && p.z < -22) return Tissue::csf; // beside and below the cerebellum
  if (ventricles(p) < 0) return Tissue::csf;

  // Furrows: sheets where a noise is 0. The noise changes little with depth, so they stand on the
  // surface.
  const Point from = at - Point{0, -17, 8};
  const double radius = length(from) + 1e-9;
  const Point direction = from * (1 / radius);
  const Point q = direction * 7.4 + Point{9.5, 9.5, 9.5 + radius * 0.012};
  const double wave = noise_(q) + 0.35 * noise_(q * 2.3);
  const double across = std::abs(wave) * radius * 0.088;
  const double reach = 14 + 8 * noise_(q * 0.7 + Point{3, 5, 7});
  const double below = std::max(0.0, hull - reach);
  const double furrow = std::sqrt(across * across + below * below) - 0.7;
  const double pial = std::min({hull, furrow, midline_slit(p), lateral_slit(p)});
  if (pial < 0) return Tissue::csf;
  if (is_deep_grey(p)) return Tissue::deep_grey;
  return pial < cortex_mm ? Tissue::grey : Tissue::white;
}

double HeadShape::airways(Point p) const {
  const double cells = noise_(p * 0.22); // thin walls in the small sinuses
  double d = 100;
  if (p.y > -10 && p.z > -75) {
    const double turn = std::max(1.3 - p.x, noise_(p * 0.16) * 8 - 1.5);
    d = std::max(ellipsoid(p, {0, 56, -55}, {12, 24, 16}), turn);
    d = std::min(d, ellipsoid(p, {26, 43, -57}, {10, 13, 14}));
    d = std::min(d, ellipsoid(p, {8, 71, -7}, {8, 3.5, 7}));
    d = std::min(d, std::max(ellipsoid(p, {5, 46, -33}, {5, 16, 8}), cells * 8 - 2.5));
    d = std::min(d, ellipsoid(p, {6, 17, -34}, {5.5, 9, 7}));
    d = std::min(d, rod(p, {6.2, 88, -68}, {6, 74, -60}, 3.2, 3));
  }
  d = std::min(d, rod(p, {0, 16, -62}, {0, 2, -100}, 8, 7));
  d = std::min(d, rod(p, {0, 2, -100}, {0, 4, -190}, 7, 8.5));
  d = std::min(d, ellipsoid(p, {0, 52, -82}, {21, 24, 1.6}));
  d = std::min(d, rod(p, {82, -18, -36}, {50, -14, -34}, 3.4, 2.4));
  return std::min(d, std::max(ellipsoid(p, {53, -30, -46}, {9, 8, 12}), cells * 6 - 0.5));
}

double HeadShape::facial_bone(Point p) const {
  const Face &f = face_;
  double d = rod(p, {46 + f.jaw_mm, 2, -84}, {10, 64 + f.chin_mm, -113}, 7, 8);
  d = std::min(d, rod(p, {48 + f.jaw_mm, 0, -48}, {46 + f.jaw_mm, 2, -84}, 5, 7));
  d = std::min(d, ellipsoid(p, {0, 54, -70}, {27, 20, 9}));
  d = std::min(d, std::max(ellipsoid(p, {0, 50, -87}, {25, 27, 12}),
                           -ellipsoid(p, {0, 46, -87}, {18, 20, 15})));
  d = std::min(d, rod(p, {33, 61, -47}, {57, 34, -44}, 4.5, 4));
  d = std::min(d, rod(p, {57, 34, -44}, {63, -4, -36}, 4, 3.5));
  d = std::min(d, rod(p, {2, 73, -17}, {2, 80, -38}, 2.5, 1.8));
  d = std::min(d, rod(p, {6, 71, -15}, {47, 57, -14}, 4.5, 4));
  return std::min(d, rod(p, {50, 56, -17}, {50, 48, -42}, 3.5, 3.5));
}

Tissue HeadShape::face_inside(Point p, double depth) const {
  const Point eyeball = eye();
  const double ball = sphere(p, eyeball, 12.2);
  if (ball < 0) {
    if (ellipsoid(p, eyeball + Point{0, 7.5, 0}, {4.6, 2.2, 4.6}) < 0) return Tissue::lens;
    return ball < -1.3 ? Tissue::vitreous : Tissue::muscle;
  }
  if (airways(p) < 0) return Tissue::air;
  const double orbit = rod(p, eyeball + Point{0, 0, 0}, {11, 20, -29}, 16.5, 5);
  if (orbit < 0 && depth > 2.5) {
    if (rod(p, eyeball + Point{-1, -10, 0}, {8, 14, -24}, 2, 2) < 0) return Tissue::white;
    const double wall = std::max(std::abs(p.x - 0.5 * (eyeball.x + 11)), std::abs(p.z + 31));
    if (p.y < 52 && orbit > -4.5 && orbit < -1.5 && wall < 14) return Tissue::muscle;
    return orbit > -1.2 ? Tissue::compact_bone : Tissue::fat;
  }
  const double cord = rod(p, {0, -38, -70}, {0, -54, -190}, 5.5, 5.5);
  if (cord < 0) return Tissue::white;
  if (cord < 3.2) return Tissue::csf;
  const double spine = std::min(rod(p, {0, -24, -82}, {0, -35, -190}, 11, 12),
                                rod(p, {0, -52, -82}, {0, -72, -190}, 6, 7));
  const double level = p.z / 17.0 - std::floor(p.z / 17.0);
  if (spine < 0 && p.z < -78) {
    if (level < 0.2) return Tissue::muscle;
    return spine > -1.6 || level < 0.28 || level > 0.94 ? Tissue::compact_bone : Tissue::marrow;
  }
  const double bone = facial_bone(p);
  if (bone < 0 && depth > 2.5) return bone > -1.7 ? Tissue::compact_bone : Tissue::marrow;
  return Tissue::muscle;
}

Tissue HeadShape::tissue(Point at, double skin_mm, double cavity_mm) const {
  const double depth = -skin_mm;
  if (depth < 0) return Tissue::air;
  if (cavity_mm < 0) return brain(at, cavity_mm);
  const Point p = mirrored(at);
  Tissue inner = Tissue::muscle;
  if (p.z < 0) inner = face_inside(p, depth);
  if (inner != Tissue::muscle) return inner;
  if (p.z < 0 && sphere(p, eye(), 12.2) < 0) return inner;
  if (depth < 1.9) return Tissue::skin;
  const bool skull = cavity_mm < skull_mm && !(p.z < -60 && p.y < 0 && cavity_mm > 4);
  if (skull && depth > 2.8) {
    return cavity_mm < 1.7 || cavity_mm > 5.1 ? Tissue::compact_bone : Tissue::marrow;
  }
  const double lower = p.z < -20 ? 2.5 : 0.8;
  const double fat = 3.6 + lower * (1 + noise_(at * 0.05));
  const double marbled = noise_(Point{at.x * 0.1, at.y * 0.1, at.z * 0.045});
  return depth < fat || (p.z < -20 && marbled > 0.42) ? Tissue::fat : Tissue::muscle;
}

} // namespace curate::support
