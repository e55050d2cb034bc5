#include <cmath>
#include <gtest/gtest.h>
#include <libcurate/face/between_slices.hpp>
#include <libcurate/face/render.hpp>
#include <libcurate/face/surfaces.hpp>
#include <numbers>

#include "tests/support/head.hpp"

namespace curate::face {
namespace {

constexpr double radius_mm = 60;

/// A ball of 60 mm about the origin in slices that are turned by some degrees about the first axis.
struct Ball {
  std::vector<float> values;
  volume::Grid grid;

  Ball(std::array<int, 3> size, const Vec3 &spacing_mm, double turned_deg) {
    grid.size = size;
    const Affine level = support::centred_grid(size, spacing_mm, {0, 0, 0});
    const double turn = turned_deg * std::numbers::pi / 180;
    Affine turned;
    turned.m[0] = {1, 0, 0, 0};
    turned.m[1] = {0, std::cos(turn), -std::sin(turn), 0};
    turned.m[2] = {0, std::sin(turn), std::cos(turn), 0};
    grid.index_to_ras_mm = turned * level;
    for (int k = 0; k < size[2]; ++k)
      for (int j = 0; j < size[1]; ++j)
        for (int i = 0; i < size[0]; ++i) {
          const double inside =
              radius_mm - length(grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k}));
          values.push_back(static_cast<float>(std::clamp(100 + 50 * inside, 0.0, 200.0)));
        }
  }
  ImageView view() const { return {values, grid}; }
};

/// How far the skin that is seen from the front lies from where the ball's is: the mean, mm, and
/// how much its normals differ from the ball's, the mean of 1 less the cosine.
std::array<double, 2> off_of(const Surface &surface) {
  const Sight sight = Renderer(surface).look({0, 0}, {.pixels = 120});
  double mm = 0, turned = 0, count = 0;
  for (int row = 0; row < 120; ++row)
    for (int column = 0; column < 120; ++column) {
      const auto at = static_cast<std::size_t>(row * 120 + column);
      const auto point = sight.point_at(column + 0.5, row + 0.5, 0);
      if (!point || length(*point) > 90) continue;
      const Vec3 out = unit(*point);
      if (dot(out, sight.forward) > -0.5) continue; // the rim
      double cosine = 0;
      for (std::size_t a = 0; a < 3; ++a)
        cosine += out[a] * static_cast<double>(sight.normals[at][a]);
      mm += std::abs(length(*point) - radius_mm);
      turned += 1 - cosine;
      ++count;
    }
  EXPECT_GT(count, 500);
  return {mm / count, turned / count};
}

TEST(BetweenSlices, thick_slices_are_known) {
  const auto is_thick = [](const Vec3 &spacing_mm) {
    return has_thick_slices({{9, 9, 9}, support::centred_grid({9, 9, 9}, spacing_mm, {})});
  };
  EXPECT_TRUE(is_thick({1, 1, 5}));
  EXPECT_TRUE(is_thick({3, 1, 1}));
  EXPECT_FALSE(is_thick({1, 1, 2}));
  EXPECT_FALSE(is_thick({3, 3, 3})); // as far apart every way
}

TEST(BetweenSlices, a_ball_has_no_terraces) {
  for (const double turned_deg : {0.0, 25.0}) {
    const Ball ball({150, 150, 30}, {1, 1, 5}, turned_deg);
    Image image = resampled(ball.view(), 1);
    smooth(image);
    const auto plain = surface_of(image, 100), led = Surfaces(ball.view()).at(100);
    ASSERT_TRUE(plain && led);
    const auto before = off_of(*plain), after = off_of(*led);
    RecordProperty("before_mm", std::to_string(before[0]));
    RecordProperty("after_mm", std::to_string(after[0]));
    EXPECT_LT(after[0], 0.4) << turned_deg;
    EXPECT_LT(after[1], before[1] / 4) << turned_deg;
    EXPECT_NEAR(led->volume_ml, 904.8, 18); // 4/3 pi 60^3, to a fiftieth
    EXPECT_NEAR(led->high[2] - led->low[2], 120, 6);
  }
}

TEST(BetweenSlices, thin_slices_stay_as_they_are) {
  const Ball ball({140, 140, 70}, {1, 1, 2}, 0);
  Image image = resampled(ball.view(), 1);
  smooth(image);
  const auto plain = surface_of(image, 100), led = Surfaces(ball.view()).at(100);
  ASSERT_TRUE(plain && led);
  EXPECT_EQ(plain->solid, led->solid);
}

} // namespace
} // namespace curate::face
