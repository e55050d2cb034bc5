#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "tests/support/random.hpp"

/// Bodies as functions of space: below 0 inside, above 0 outside, near the surface about the
/// distance in mm. Only + - * / and sqrt, so that every machine gets the same numbers.
namespace curate::support::implicit {

struct Point {
  double x = 0, y = 0, z = 0;
};

inline Point operator+(Point a, Point b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z};
}
inline Point operator-(Point a, Point b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}
inline Point operator*(Point a, double f) {
  return {a.x * f, a.y * f, a.z * f};
}
inline double dot(Point a, Point b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline double length(Point a) {
  return std::sqrt(dot(a, a));
}

inline double sphere(Point p, Point centre, double radius) {
  return length(p - centre) - radius;
}

/// Nearly the distance: exact on the surface, a little off away from it.
inline double ellipsoid(Point p, Point centre, Point radii) {
  const Point q = p - centre;
  const Point a{q.x / radii.x, q.y / radii.y, q.z / radii.z};
  const Point b{a.x / radii.x, a.y / radii.y, a.z / radii.z};
  const double outer = length(a), slope = length(b);
  if (slope < 1e-9) return -std::min({radii.x, radii.y, radii.z});
  return outer * (outer - 1) / slope;
}

/// A rod whose radius goes from `ra` at `a` to `rb` at `b`.
inline double rod(Point p, Point a, Point b, double ra, double rb) {
  const Point along = b - a, from = p - a;
  const double t = std::clamp(dot(from, along) / dot(along, along), 0.0, 1.0);
  return length(from - along * t) - (ra + (rb - ra) * t);
}

/// The nearer of two bodies, their seam rounded over about `k` mm.
inline double join(double a, double b, double k) {
  const double h = std::max(k - std::abs(a - b), 0.0) / k;
  return std::min(a, b) - h * h * k * 0.25;
}
/// What two bodies share, the edge rounded.
inline double common(double a, double b, double k) {
  return -join(-a, -b, k);
}
/// The first body without the second, the edge rounded.
inline double without(double a, double b, double k) {
  return common(a, -b, k);
}

/// Smooth noise from about -1 to 1 that changes over a length of 1; repeats after 32.
class Noise {
public:
  explicit Noise(std::uint64_t seed) : values_(side * side * side) {
    Random random(seed);
    for (float &value : values_)
      value = static_cast<float>(random.between(-1, 1));
  }

  double operator()(Point p) const {
    const double fx = std::floor(p.x), fy = std::floor(p.y), fz = std::floor(p.z);
    const double x = eased(p.x - fx), y = eased(p.y - fy), z = eased(p.z - fz);
    const auto i = static_cast<int>(fx), j = static_cast<int>(fy), k = static_cast<int>(fz);
    const auto row = [&](int jj, int kk) {
      const double a = at(i, jj, kk);
      return a + (at(i + 1, jj, kk) - a) * x;
    };
    const auto layer = [&](int kk) {
      const double a = row(j, kk);
      return a + (row(j + 1, kk) - a) * y;
    };
    const double a = layer(k);
    return a + (layer(k + 1) - a) * z;
  }

private:
  static constexpr int side = 32;
  static double eased(double t) { return t * t * (3 - 2 * t); }
  double at(int i, int j, int k) const {
    const auto wrap = [](int n) { return static_cast<std::size_t>(n & (side - 1)); };
    return static_cast<double>(values_[(wrap(k) * side + wrap(j)) * side + wrap(i)]);
  }
  std::vector<float> values_;
};

} // namespace curate::support::implicit
