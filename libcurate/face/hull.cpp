#include <algorithm>
#include <cmath>
#include <libcurate/face/hull.hpp>
#include <numbers>

namespace curate::face {

namespace {

constexpr int direction_count = 600;

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
    double farthest = -1e300;
    for (const Vec3 &point : points)
      farthest = std::max(farthest, dot(turned, point));
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
  for (std::size_t n = 0; n < reach_mm_.size(); ++n)
    if (dot(directions()[n], ras_mm) > static_cast<double>(reach_mm_[n]) + margin_mm) return false;
  return !is_empty();
}

Stretch Hull::held(const Vec3 &from, const Vec3 &step, double margin_mm) const {
  if (is_empty()) return {0, 0};
  Stretch inside{-1e300, 1e300};
  for (std::size_t n = 0; n < reach_mm_.size(); ++n) {
    const Vec3 &direction = directions()[n];
    const double left = static_cast<double>(reach_mm_[n]) + margin_mm - dot(direction, from),
                 per_step = dot(direction, step);
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
