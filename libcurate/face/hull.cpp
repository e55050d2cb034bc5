#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/face/hull.hpp>
#include <numbers>

namespace curate::face {

namespace {

constexpr int direction_count = 600;

/// As base::dot, to the bit, but for loops: a call each time took most of their time.
inline double product(const Vec3 &a, const Vec3 &b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// The farthest that points reach along a direction. Four at a time, which no maximum minds.
double farthest_along(const Vec3 &direction, std::span<const Vec3> points) {
  std::array<double, 4> most{-1e300, -1e300, -1e300, -1e300};
  const std::size_t whole = points.size() / most.size() * most.size();
  for (std::size_t n = 0; n < whole; n += most.size())
    for (std::size_t lane = 0; lane < most.size(); ++lane)
      most[lane] = std::max(most[lane], product(direction, points[n + lane]));
  for (std::size_t n = whole; n < points.size(); ++n)
    most[0] = std::max(most[0], product(direction, points[n]));
  return *std::max_element(most.begin(), most.end());
}

std::vector<Vec3> spread() {
  std::vector<Vec3> directions;
  for (int n = 0; n < direction_count; ++n) {
    const double z = 1 - (2 * n + 1.0) / direction_count, radius = std::sqrt(1 - z * z),
                 turn = 2 * std::numbers::pi * n / std::numbers::phi;
    directions.push_back({radius * std::cos(turn), radius * std::sin(turn), z});
  }
  return directions;
}

} // namespace

const std::vector<Vec3> &Hull::directions() {
  static const std::vector<Vec3> all = spread();
  return all;
}

Hull::Hull(std::span<const Vec3> points, const Affine &moved) {
  if (points.empty()) return;
  const Vec3 shift = moved.column(3);
  for (const Vec3 &direction : directions()) {
    // The affine is taken to the direction once, not to every point.
    const Vec3 turned{dot(moved.column(0), direction), dot(moved.column(1), direction),
                      dot(moved.column(2), direction)};
    const double farthest = farthest_along(turned, points);
    reach_mm_.push_back(
        static_cast<float>(std::ceil((farthest + dot(shift, direction)) * 100) / 100));
  }
}

Hull::Hull(std::span<const Vec3> points) {
  Affine stays;
  for (std::size_t axis = 0; axis < 3; ++axis)
    stays.m[axis][axis] = 1;
  *this = Hull(points, stays);
}

Hull::Hull(std::vector<float> reach_mm) {
  if (reach_mm.size() == directions().size()) reach_mm_ = std::move(reach_mm);
}

void Hull::unite(const Hull &other, double most_mm) {
  if (other.is_empty()) return;
  if (is_empty()) reach_mm_ = other.reach_mm_;
  for (std::size_t n = 0; n < reach_mm_.size(); ++n)
    reach_mm_[n] =
        std::clamp(other.reach_mm_[n], reach_mm_[n], reach_mm_[n] + static_cast<float>(most_mm));
}

bool Hull::holds(const Vec3 &ras_mm, double margin_mm) const {
  const std::vector<Vec3> &all = directions();
  for (std::size_t n = 0; n < reach_mm_.size(); ++n)
    if (product(all[n], ras_mm) > static_cast<double>(reach_mm_[n]) + margin_mm) return false;
  return !is_empty();
}

Stretch Hull::held(const Vec3 &from, const Vec3 &step, double margin_mm) const {
  if (is_empty()) return {0, 0};
  Stretch inside{-1e300, 1e300};
  const std::vector<Vec3> &all = directions();
  for (std::size_t n = 0; n < reach_mm_.size(); ++n) {
    const double left = static_cast<double>(reach_mm_[n]) + margin_mm - product(all[n], from),
                 per_step = product(all[n], step);
    if (std::abs(per_step) < 1e-12) {
      if (left < 0) return {0, 0};
    } else if (per_step > 0) {
      inside.second = std::min(inside.second, left / per_step);
    } else {
      inside.first = std::max(inside.first, left / per_step);
    }
    if (inside.second <= inside.first) return {0, 0};
  }
  return inside;
}

} // namespace curate::face
