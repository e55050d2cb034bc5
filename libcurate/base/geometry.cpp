#include <cmath>
#include <libcurate/base/geometry.hpp>

namespace curate::base {

Vec3 operator+(const Vec3 &a, const Vec3 &b) {
  return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}
Vec3 operator-(const Vec3 &a, const Vec3 &b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
Vec3 operator*(const Vec3 &a, double factor) {
  return {a[0] * factor, a[1] * factor, a[2] * factor};
}
double dot(const Vec3 &a, const Vec3 &b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vec3 cross(const Vec3 &a, const Vec3 &b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double length(const Vec3 &a) {
  return std::sqrt(dot(a, a));
}

Vec3 unit(const Vec3 &a) {
  const double l = length(a);
  return l < 1e-12 ? Vec3{} : a * (1 / l);
}

Vec3 Affine::column(std::size_t index) const {
  return {m[0][index], m[1][index], m[2][index]};
}

void Affine::set_column(std::size_t index, const Vec3 &value) {
  for (std::size_t row = 0; row < 3; ++row)
    m[row][index] = value[row];
}

Vec3 Affine::apply(const Vec3 &index) const {
  return column(0) * index[0] + column(1) * index[1] + column(2) * index[2] + column(3);
}

double Affine::determinant() const {
  return dot(column(0), cross(column(1), column(2)));
}

std::optional<Affine> Affine::inverse() const {
  const double d = determinant();
  if (std::abs(d) < 1e-12) return {};
  Affine out;
  const Vec3 a = column(0), b = column(1), c = column(2), t = column(3);
  const Vec3 rows[3] = {cross(b, c) * (1 / d), cross(c, a) * (1 / d), cross(a, b) * (1 / d)};
  for (std::size_t r = 0; r < 3; ++r) {
    for (std::size_t k = 0; k < 3; ++k)
      out.m[r][k] = rows[r][k];
    out.m[r][3] = -dot(rows[r], t);
  }
  return out;
}

Affine operator*(const Affine &a, const Affine &b) {
  Affine out;
  const Vec3 origin = a.column(3);
  for (std::size_t k = 0; k < 3; ++k)
    out.set_column(k, a.apply(b.column(k)) - origin);
  out.set_column(3, a.apply(b.column(3)));
  return out;
}

} // namespace curate::base
