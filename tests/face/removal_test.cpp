#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <libcurate/face/image_view.hpp>
#include <libcurate/face/removal.hpp>

#include "tests/support/random.hpp"

namespace curate::face {
namespace {

/// A head that stands upright, eyes at height 0 and 70 mm before the middle of a ball for a brain.
Removal upright(const Vec3 &brain_middle, double brain_radius_mm) {
  support::Random random(7);
  std::vector<Vec3> border;
  while (border.size() < 4000) {
    const Vec3 to{random.uniform() - 0.5, random.uniform() - 0.5, random.uniform() - 0.5};
    if (length(to) > 0.05) border.push_back(brain_middle + unit(to) * brain_radius_mm);
  }
  Removal removal;
  removal.right_eye_ras_mm = {32, 70, 0};
  removal.left_eye_ras_mm = {-32, 70, 0};
  removal.right_ear_ras_mm = {78, -10, -20};
  removal.left_ear_ras_mm = {-78, -10, -20};
  for (std::size_t axis = 0; axis < 3; ++axis)
    removal.atlas_to_subject.m[axis][axis] = 1;
  removal.brain = Hull(border);
  removal.brain_margin_mm = 9;
  removal.eye_margin_mm = 1;
  return removal;
}

volume::Grid grid_of_2_mm() {
  volume::Grid grid{{100, 120, 100}, {}};
  for (std::size_t axis = 0; axis < 3; ++axis)
    grid.index_to_ras_mm.m[axis][axis] = 2;
  grid.index_to_ras_mm.set_column(3, {-99, -119, -99});
  return grid;
}

/// Calls `act` with where each voxel lies and whether it goes.
void each_voxel(const Removal &removal, const auto &act) {
  const volume::Grid grid = grid_of_2_mm();
  const auto mask = mask_on(removal, grid);
  std::size_t at = 0;
  for (int k = 0; k < grid.size[2]; ++k)
    for (int j = 0; j < grid.size[1]; ++j)
      for (int i = 0; i < grid.size[0]; ++i, ++at)
        act(grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k}), mask[at] != 0);
}

TEST(Removal, KeepsItsMarginBeyondTheEyes) {
  // So far forward and low that the ball reaches into all parts of the front.
  const Removal removal = upright({0, 10, 10}, 62);
  std::size_t taken = 0;
  each_voxel(removal, [&](const Vec3 &place, bool is_taken) {
    if (!is_taken) return;
    ++taken;
    EXPECT_FALSE(removal.brain.holds(place, 0));
    const double behind = 70 - place[1], above = place[2];
    const bool is_far = behind > 40 || above > 20;
    EXPECT_FALSE(is_far && removal.brain.holds(place, 9)) << behind << ' ' << above;
  });
  EXPECT_GT(taken, 100'000U);
  EXPECT_EQ(brain_voxels_in(mask_on(removal, grid_of_2_mm()), removal, grid_of_2_mm()), 0U);
}

TEST(Removal, NoStepTouchesTheBrain) {
  Removal removal = upright({0, 10, 10}, 62);
  for (removal.widened = 0; removal.widened <= widest; ++removal.widened) {
    std::size_t taken = 0;
    bool is_any_of_brain = false;
    each_voxel(removal, [&](const Vec3 &place, bool is_taken) {
      taken += is_taken ? 1 : 0;
      is_any_of_brain = is_any_of_brain || (is_taken && removal.brain.holds(place, 0));
    });
    EXPECT_FALSE(is_any_of_brain) << removal.widened;
    EXPECT_GT(taken, 80'000U) << removal.widened;
  }
}

TEST(Removal, MarginGrowsAwayFromTheEyes) {
  const Removal removal = upright({0, 10, 10}, 62);
  // How near to the brain something goes, by how far behind the eyes it lies.
  std::array<double, 5> nearest{};
  nearest.fill(99);
  each_voxel(removal, [&](const Vec3 &place, bool is_taken) {
    const double behind = 70 - place[1];
    if (!is_taken || place[2] > 8 || behind < 0 || behind >= 50) return;
    if (!removal.brain.holds(place, 12)) return;
    double margin = 0;
    while (!removal.brain.holds(place, margin))
      margin += 0.5;
    double &least = nearest[static_cast<std::size_t>(behind / 10)];
    least = std::min(least, margin);
  });
  EXPECT_LE(nearest[1], 4);
  EXPECT_GE(nearest[4], 9);
  EXPECT_LT(nearest[1], nearest[3]);
  EXPECT_LT(nearest[3], nearest[4]);
}

TEST(Removal, TheSecondStepAddsToTheBrowAlone) {
  Removal removal = upright({0, -10, 10}, 62);
  double highest = -99, farthest_behind = -99;
  each_voxel(removal, [&](const Vec3 &place, bool is_taken) {
    if (!is_taken) return;
    highest = std::max(highest, place[2]);
    if (std::abs(place[0]) < 60) farthest_behind = std::max(farthest_behind, 70 - place[1]);
  });
  removal.widened = 2;
  each_voxel(removal, [&](const Vec3 &place, bool is_taken) {
    if (!is_taken) return;
    EXPECT_LE(place[2], highest + 27 + 2); // of a grid of 2 mm
    EXPECT_TRUE(std::abs(place[0]) >= 60 || 70 - place[1] <= farthest_behind);
  });
}

TEST(Removal, KeptEyesStay) {
  Removal removal = upright({0, -10, 10}, 62);
  removal.keep_eyes = true;
  bool is_nose_taken = false;
  each_voxel(removal, [&](const Vec3 &place, bool is_taken) {
    const double to_eye =
        std::min(length(place - removal.right_eye_ras_mm), length(place - removal.left_eye_ras_mm));
    EXPECT_TRUE(to_eye >= 12 || !is_taken);
    if (length(place - Vec3{1, 95, -31}) < 2) is_nose_taken = is_nose_taken || is_taken;
  });
  EXPECT_TRUE(is_nose_taken);
}

} // namespace
} // namespace curate::face
