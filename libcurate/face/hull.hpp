#pragma once

#include <array>
#include <libcurate/base/geometry.hpp>
#include <span>
#include <utility>
#include <vector>

namespace curate::face {

/// Where along a line something begins and ends, in steps; empty where the second is not greater.
using Stretch = std::pair<double, double>;

/// A convex body by how far it reaches in some 600 directions spread evenly over the sphere: it
/// holds the convex hull of the points it was made of, and at most 0.3 mm more on a brain.
/// Source: Gonzalez, "Measurement of areas on a sphere using Fibonacci lattices", 2010.
class Hull {
public:
  Hull() = default;
  /// Around points moved by an affine (RAS, mm). Rounded up to 0.01 mm.
  Hull(std::span<const Vec3> points, const Affine &moved);
  /// Around points as they are.
  explicit Hull(std::span<const Vec3> points);
  /// With the reaches of an older one; empty where their number is not `directions().size()`.
  explicit Hull(std::vector<float> reach_mm);

  /// Grows to hold another as well, in no direction by more than `most_mm`.
  void unite(const Hull &other, double most_mm);

  bool is_empty() const { return reach_mm_.empty(); }
  /// Whether a point lies within, or less than `margin_mm` outside.
  bool holds(const Vec3 &ras_mm, double margin_mm) const;
  /// The part of the line `from + t * step` that it holds.
  Stretch held(const Vec3 &from, const Vec3 &step, double margin_mm) const;

  const std::vector<float> &reach_mm() const { return reach_mm_; }
  static const std::vector<Vec3> &directions();

private:
  std::vector<float> reach_mm_; ///< for each direction the greatest dot product of a point with it
};

} // namespace curate::face
