#include <algorithm>
#include <cmath>
#include <libcurate/face/pose.hpp>

namespace curate::face {

namespace {

/// Source: Rodrigues' formula.
Affine turned_by(const Vec3 &turn_rad) {
  const double angle = length(turn_rad);
  const Vec3 axis = unit(turn_rad);
  Affine turn;
  for (std::size_t c = 0; c < 3; ++c) {
    Vec3 e{};
    e[c] = 1;
    turn.set_column(c, e * std::cos(angle) + cross(axis, e) * std::sin(angle) +
                           axis * (dot(axis, e) * (1 - std::cos(angle))));
  }
  return turn;
}

} // namespace

Affine affine_of(const Pose &pose) {
  const auto &v = pose.v;
  Affine grown;
  grown.m[0][0] = std::exp(v[Pose::size] + v[Pose::breadth]);
  grown.m[1][1] = std::exp(v[Pose::size] + v[Pose::length]);
  grown.m[2][2] = std::exp(v[Pose::size] - v[Pose::breadth] - v[Pose::length]);
  Affine laid = turned_by({v[0], v[1], v[2]}) * grown;
  laid.set_column(3, Vec3{v[3], v[4], v[5]} - laid.apply(atlas_middle));
  return laid;
}

Pose pose_of(const Affine &atlas_to_subject) {
  const Vec3 x = unit(atlas_to_subject.column(0)), near_y = atlas_to_subject.column(1),
             y = unit(near_y - x * dot(x, near_y)), z = cross(x, y);
  Pose pose;
  // Source: the axis and angle of a rotation matrix.
  const double cosine = std::clamp((x[0] + y[1] + z[2] - 1) / 2, -1.0, 1.0),
               angle = std::acos(cosine);
  const Vec3 axis = unit({y[2] - z[1], z[0] - x[2], x[1] - y[0]});
  const Vec3 at = atlas_to_subject.apply(atlas_middle);
  for (std::size_t a = 0; a < 3; ++a) {
    pose.v[Pose::turn + a] = axis[a] * angle;
    pose.v[Pose::middle + a] = at[a];
  }
  const double size = std::log(std::cbrt(std::max(1e-6, atlas_to_subject.determinant())));
  pose.v[Pose::size] = size;
  pose.v[Pose::breadth] = std::log(length(atlas_to_subject.column(0))) - size;
  pose.v[Pose::length] = std::log(length(atlas_to_subject.column(1))) - size;
  return pose;
}

double climb(const std::function<double(const Affine &)> &worth, Pose &pose, std::size_t count,
             const Steps &steps) {
  const auto first_step = [&](std::size_t d) {
    return d < Pose::middle ? steps.turn_rad : d < Pose::size ? steps.mm : steps.log_size;
  };
  double best = worth(affine_of(pose)), shrunk = 1;
  const auto take_if_better = [&](const Pose &other) {
    const double there = worth(affine_of(other));
    if (!(there > best)) return false;
    best = there;
    pose = other;
    return true;
  };
  while (shrunk > steps.until) {
    const Pose before = pose;
    bool is_better = false;
    for (std::size_t d = 0; d < count; ++d)
      for (const double way : {1.0, -1.0}) {
        Pose other = pose;
        other.v[d] += way * first_step(d) * shrunk;
        if (!take_if_better(other)) continue;
        is_better = true;
        break;
      }
    if (!is_better) {
      shrunk *= 0.5;
      continue;
    }
    // As far again the way that all of them went together.
    Pose further = pose;
    for (std::size_t d = 0; d < count; ++d)
      further.v[d] += pose.v[d] - before.v[d];
    take_if_better(further);
  }
  return best;
}

} // namespace curate::face
