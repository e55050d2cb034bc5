#include <algorithm>
#include <cmath>
#include <libcurate/face/likeness.hpp>
#include <libcurate/face/register.hpp>

namespace curate::face {

namespace {

/// Source: heads of adults and children laid over Colin27, whose frame is larger than most heads.
constexpr double usual_size = 0.92, smallest = 0.78, largest = 1.12;
/// Turns that are tried, rad, about each axis. Source: people lie within 25 degrees in a head coil.
constexpr std::array<double, 3> tried_turns{0, -0.33, 0.33};
constexpr std::size_t most_followed = 4;

constexpr Steps first_steps{0.15, 12, 0.06, 0.3}, next_steps{0.1, 6, 0.04, 0.05},
    last_steps{0.03, 2, 0.02, 0.1}, proportion_steps{0.02, 2, 0.02, 0.1};

/// What a pose is worth: what the pictures say about each other, less what is against it.
class Worth {
public:
  Worth(const Likeness &likeness, const std::optional<Hint> &hint)
      : likeness_(likeness), hint_(hint) {}

  double operator()(const Affine &laid) const {
    return likeness_(laid) - against_size(laid) - against_hint(laid);
  }

private:
  /// Proportions differ by some 5 % (Farkas 1994), sizes by more: what the pictures gain by
  /// stretching an atlas further is not believed.
  static double against_size(const Affine &laid) {
    constexpr double for_proportion = 1, for_size = 0.3;
    std::array<double, 3> logs{};
    double mean = 0;
    for (std::size_t a = 0; a < 3; ++a) {
      logs[a] = std::log(length(laid.column(a)));
      mean += logs[a] / 3;
    }
    double sum = 0;
    for (const double one : logs)
      sum += (one - mean) * (one - mean);
    const double size = mean - std::log(usual_size);
    return for_proportion * sum + for_size * size * size;
  }

  /// Grows with the square of the distance from the eyes that were seen, less from 50 mm on. How
  /// far they lie apart does not count: it says little of the size of a brain.
  double against_hint(const Affine &laid) const {
    if (!hint_) return 0;
    constexpr std::array<double, 3> by_trust{5e-5, 1e-4, 4e-4};
    constexpr double far_mm2 = 50 * 50;
    const auto off = [&](std::size_t eye) {
      return laid.apply(hint_->atlas_eyes_ras_mm[eye]) - hint_->seen_eyes_ras_mm[eye];
    };
    const Vec3 together = (off(0) + off(1)) * 0.5, apart = (off(0) - off(1)) * 0.5,
               across = unit(hint_->seen_eyes_ras_mm[0] - hint_->seen_eyes_ras_mm[1]),
               turned = apart - across * dot(apart, across);
    const double square = dot(together, together) + dot(turned, turned),
                 sum = 2 * square / (1 + square / far_mm2);
    return by_trust[static_cast<std::size_t>(hint_->trust)] * sum;
  }

  const Likeness &likeness_;
  const std::optional<Hint> &hint_;
};

Affine rounded(const Affine &affine) {
  Affine out;
  for (std::size_t r = 0; r < 3; ++r)
    for (std::size_t c = 0; c < 4; ++c) {
      const double per_unit = c < 3 ? 1e4 : 1e2;
      out.m[r][c] = std::round(affine.m[r][c] * per_unit) / per_unit;
    }
  return out;
}

/// Whether none of its axes is turned by more than any head lies turned in a scanner. What fits a
/// head by such a turn is another thing.
bool is_upright(const Affine &affine) {
  constexpr double least_cosine = 0.64; // 50 degrees
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (unit(affine.column(axis))[axis] < least_cosine) return false;
  return true;
}

struct Start {
  Pose pose;
  double worth = 0;
};

} // namespace

Registrar::Registrar(const AtlasPyramid &atlas, const ImageView &subject)
    : atlas_(atlas), subject_(pyramid(subject)) {
  if (subject_.at_8.values.empty() || atlas.points_8_mm().empty()) return;
  const auto of_atlas = middle_of_top(atlas.at_4_mm()), of_subject = middle_of_top(subject_.at_4);
  if (of_atlas && of_subject) middle_ras_mm_ = *of_subject + atlas_middle - *of_atlas;
}

Pose Registrar::start() const {
  Pose pose;
  for (std::size_t a = 0; a < 3; ++a)
    pose.v[Pose::middle + a] = (*middle_ras_mm_)[a];
  pose.v[Pose::size] = std::log(usual_size);
  return pose;
}

Registration Registrar::finished(Pose pose, const std::optional<Hint> &hint, double &worth) const {
  const Likeness likeness(atlas_.points_4_mm(), subject_.at_4);
  const Worth worth_of(likeness, hint);
  climb(worth_of, pose, Pose::stiff, last_steps);
  climb(worth_of, pose, Pose::all, proportion_steps);
  Registration found;
  found.atlas_to_subject = rounded(affine_of(pose));
  found.scale = std::cbrt(found.atlas_to_subject.determinant());
  found.likeness = likeness_at(atlas_.at_4_mm(), subject_.at_4, found.atlas_to_subject);
  found.is_plausible =
      found.scale >= smallest && found.scale <= largest && is_upright(found.atlas_to_subject);
  worth = likeness(found.atlas_to_subject);
  return found;
}

Registrar::Both Registrar::both(const std::optional<Hint> &hint) const {
  if (!middle_ras_mm_) return {};
  const Likeness likeness(atlas_.points_8_mm(), subject_.at_8);
  const std::optional<Hint> none;
  std::vector<Start> starts;
  for (const double pitch : tried_turns)
    for (const double roll : tried_turns)
      for (const double yaw : tried_turns) {
        Start one{start()};
        one.pose.v[0] = pitch, one.pose.v[1] = roll, one.pose.v[2] = yaw;
        one.worth = climb(Worth(likeness, none), one.pose, Pose::stiff, first_steps);
        starts.push_back(one);
      }
  std::ranges::stable_sort(starts, std::greater(), &Start::worth);
  starts.resize(most_followed);
  const auto followed = [&](const std::optional<Hint> &by) {
    Start chosen{{}, -1e300};
    for (Start one : starts) {
      one.worth = climb(Worth(likeness, by), one.pose, Pose::stiff, next_steps);
      if (one.worth > chosen.worth) chosen = one;
    }
    return chosen.pose;
  };
  double alone = 0, hinted = 0;
  const Registration found = finished(followed(none), none, alone);
  if (!hint) return {found, found};
  starts.push_back({pose_of(hint->start), 0});
  const Registration with_hint = finished(followed(hint), hint, hinted);
  // What the picture says against the hint must be little; for a certain one, not too much.
  const bool is_believed = hinted >= (hint->trust == Trust::likely ? 0.95 : 0.5) * alone;
  return {found, is_believed ? with_hint : found};
}

Registration Registrar::near(const Registration &known, const Hint &hint) const {
  if (!middle_ras_mm_) return {};
  const Likeness likeness(atlas_.points_8_mm(), subject_.at_8);
  Pose pose = pose_of(known.atlas_to_subject);
  const std::optional<Hint> by = hint;
  climb(Worth(likeness, by), pose, Pose::stiff, next_steps);
  double worth = 0;
  return finished(pose, by, worth);
}

double Registrar::upright() const {
  if (!middle_ras_mm_) return 0;
  const Likeness likeness(atlas_.points_8_mm(), subject_.at_8);
  const std::optional<Hint> none;
  Pose pose = start();
  climb(Worth(likeness, none), pose, Pose::stiff, first_steps);
  return likeness(affine_of(pose));
}

} // namespace curate::face
