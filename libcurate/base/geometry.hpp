#pragma once

#include <array>
#include <optional>

namespace curate::base {

/// A point or direction in three dimensions; unit and frame are in the name of the variable.
using Vec3 = std::array<double, 3>;

Vec3 operator+(const Vec3 &a, const Vec3 &b);
Vec3 operator-(const Vec3 &a, const Vec3 &b);
Vec3 operator*(const Vec3 &a, double factor);
double dot(const Vec3 &a, const Vec3 &b);
Vec3 cross(const Vec3 &a, const Vec3 &b);
double length(const Vec3 &a);
/// The same direction with length 1; a vector shorter than 1e-12 gives zeros.
Vec3 unit(const Vec3 &a);

/// A 3 x 4 matrix, rows first: the upper part of an affine whose last row is 0 0 0 1.
struct Affine {
  std::array<std::array<double, 4>, 3> m{};

  /// Column 0..2: the step of one index; column 3: the position of index (0, 0, 0).
  Vec3 column(std::size_t index) const;
  void set_column(std::size_t index, const Vec3 &value);
  /// Where an index (i, j, k) lies.
  Vec3 apply(const Vec3 &index) const;
  /// The determinant of the 3 x 3 part.
  double determinant() const;
  /// The inverse, or nothing where the determinant is below 1e-12 in size.
  std::optional<Affine> inverse() const;

  bool operator==(const Affine &) const = default;
};

/// `a` after `b`.
Affine operator*(const Affine &a, const Affine &b);

} // namespace curate::base

namespace curate {
using base::Affine;
using base::Vec3;
// Vec3 is an array, so its operators are not found by argument; every room sees them through this.
using base::operator+;
using base::operator-;
using base::operator*;
using base::cross;
using base::dot;
using base::length;
using base::unit;
} // namespace curate
