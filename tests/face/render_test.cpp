#include <cmath>
#include <gtest/gtest.h>
#include <libcurate/face/render.hpp>
#include <libcurate/face/threshold.hpp>

#include "tests/support/head.hpp"
#include "tests/support/random.hpp"

namespace curate::face {
namespace {

/// A ball of 60 mm around (5, 10, -20), with an edge 4 mm wide.
Image ball() {
  Image image;
  image.grid.size = {160, 160, 160};
  image.grid.index_to_ras_mm = support::centred_grid(image.grid.size, {1, 1, 1}, {5, 10, -20});
  for (int k = 0; k < 160; ++k)
    for (int j = 0; j < 160; ++j)
      for (int i = 0; i < 160; ++i) {
        const Vec3 p = image.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k});
        const double inside = 60 - base::length(p - Vec3{5, 10, -20});
        image.values.push_back(static_cast<float>(std::clamp(100 + 50 * inside, 0.0, 200.0)));
      }
  return image;
}

TEST(Surface, encloses_a_ball) {
  const auto surface = surface_of(ball(), 100);
  ASSERT_TRUE(surface);
  EXPECT_NEAR(surface->volume_ml, 904.8, 9); // 4/3 pi 60^3, to a hundredth
  EXPECT_EQ(surface->high[0] - surface->low[0], 120);
  EXPECT_FALSE(surface_of(ball(), 1000));
  EXPECT_FALSE(surface_of({}, 1));
}

TEST(Renderer, measures_how_far_the_skin_is) {
  const auto surface = surface_of(ball(), 100);
  ASSERT_TRUE(surface);
  const Renderer renderer(*surface);
  for (const View &view : {View{0, 0}, View{20, -10}, View{-20, 20}}) {
    const Sight sight = renderer.look(view, {.pixels = 101});
    const Vec3 centre{5, 10, -20};
    const auto at = sight.pixel_of(centre);
    const auto point = sight.point_at(at[0], at[1]);
    ASSERT_TRUE(point);
    // The ray through the middle of the ball meets its skin head on; pixels are 3 mm wide.
    EXPECT_NEAR(base::length(*point - centre), 60, 0.5);
    EXPECT_NEAR(base::length(*point - sight.eye_ras_mm),
                base::length(centre - sight.eye_ras_mm) - 60, 0.6);
    const auto back = sight.pixel_of(*point);
    EXPECT_NEAR(back[0], at[0], 0.6);
    EXPECT_NEAR(back[1], at[1], 0.6);
    const auto &normal =
        sight.normals[static_cast<std::size_t>(at[1]) * 101 + static_cast<std::size_t>(at[0])];
    const Vec3 out = base::unit(*point - centre);
    EXPECT_GT(out[0] * static_cast<double>(normal[0]) + out[1] * static_cast<double>(normal[1]) +
                  out[2] * static_cast<double>(normal[2]),
              0.99);
    EXPECT_FALSE(sight.point_at(2, 2));
  }
}

/// What a surface is at a place of its grid; 0 beside it.
double solid_at(const Surface &surface, const Vec3 &index) {
  std::array<int, 3> first{};
  for (std::size_t a = 0; a < 3; ++a) {
    if (!(index[a] >= 0 && index[a] < surface.grid.size[a] - 1)) return 0;
    first[a] = static_cast<int>(index[a]);
  }
  double sum = 0;
  for (int corner = 0; corner < 8; ++corner) {
    double weight = 1;
    std::size_t at = 0;
    for (std::size_t a = 3; a-- > 0;) {
      const int next = (corner >> a) & 1;
      const double part = index[a] - first[a];
      weight *= next == 1 ? part : 1 - part;
      at = at * static_cast<std::size_t>(surface.grid.size[a]) +
           static_cast<std::size_t>(first[a] + next);
    }
    sum += weight * surface.solid[at];
  }
  return sum;
}

TEST(Renderer, passes_no_skin_that_a_walk_by_millimetres_meets) {
  // A body with knobs and pits, which the edge of the picture cuts on two sides.
  Image image;
  image.grid.size = {97, 110, 90};
  image.grid.index_to_ras_mm = support::centred_grid(image.grid.size, {1, 1, 1}, {3, 0, 0});
  for (int k = 0; k < 90; ++k)
    for (int j = 0; j < 110; ++j)
      for (int i = 0; i < 97; ++i)
        image.values.push_back(
            static_cast<float>(300 - 5 * std::hypot(i - 40, j - 70, k - 20) +
                               60 * std::sin(i * 0.35) * std::cos(j * 0.3) * std::sin(k * 0.4)));
  const auto surface = surface_of(image, 100);
  ASSERT_TRUE(surface);
  const Renderer renderer(*surface);
  const Vec3 first = surface->grid.index_to_ras_mm.column(3);
  int met = 0, within = 0;
  for (const View &view : {View{0, 0}, View{30, -20}, View{-20, 30}, View{10, 80}}) {
    const Sight sight = renderer.look(view, {.field_mm = 200, .pixels = 90});
    for (int row = 0; row < 90; ++row)
      for (int column = 0; column < 90; ++column) {
        const double u = (column + 0.5 - 45) * 200 / 90 / 600,
                     v = (45 - row - 0.5) * 200 / 90 / 600;
        const Vec3 along = base::unit(sight.forward + sight.right * u + sight.up * v);
        int mm = 0;
        while (mm < 900 && solid_at(*surface, sight.eye_ras_mm - first + along * mm) < 128)
          ++mm;
        const auto depth =
            static_cast<double>(sight.depth_mm[static_cast<std::size_t>(row * 90 + column)]);
        if (mm == 900) {
          EXPECT_LT(depth, 0) << row << " " << column;
          continue;
        }
        ++met;
        EXPECT_LE(depth, mm) << row << " " << column;
        EXPECT_GE(depth, mm - 1) << row << " " << column;
        // Within the grid the body begins there, within what it changes by in an eighth of 1 mm.
        const Vec3 place = sight.eye_ras_mm - first + along * depth;
        bool is_cut = false;
        for (std::size_t a = 0; a < 3; ++a)
          is_cut = is_cut || place[a] < 1 || place[a] > surface->grid.size[a] - 2;
        if (is_cut) continue;
        ++within;
        EXPECT_NEAR(solid_at(*surface, place), 128, 20) << row << " " << column;
      }
  }
  EXPECT_GT(met, 4000);
  EXPECT_GT(within, 3000);
}

TEST(Renderer, stands_where_the_view_says) {
  const auto surface = surface_of(ball(), 100);
  ASSERT_TRUE(surface);
  const Renderer renderer(*surface);
  const Sight front = renderer.look({0, 0}, {.pixels = 8});
  EXPECT_NEAR(front.eye_ras_mm[1] - renderer.middle_ras_mm()[1], 600, 1e-9);
  EXPECT_NEAR(front.right[0], -1, 1e-9); // the head's left is on the right of the picture
  const Sight left_above = renderer.look({20, 10}, {.pixels = 8});
  EXPECT_LT(left_above.eye_ras_mm[0], front.eye_ras_mm[0] - 100);
  EXPECT_GT(left_above.eye_ras_mm[2], front.eye_ras_mm[2] + 50);
  EXPECT_GT(left_above.up[2], 0.9);
}

TEST(Renderer, shades_from_above_on_a_grey_ground) {
  const auto surface = surface_of(ball(), 100);
  ASSERT_TRUE(surface);
  const Sight sight = Renderer(*surface).look({0, 0}, {.pixels = 101});
  const auto picture = shaded(sight, {.elevation_deg = 60});
  const auto at = sight.pixel_of({5, 10, -20});
  const auto grey = [&](double mm_down) {
    const auto row = static_cast<std::size_t>(at[1] + mm_down / 3);
    return picture[row * 101 + static_cast<std::size_t>(at[0])];
  };
  EXPECT_EQ(picture[0], 128);
  EXPECT_GT(grey(-40), grey(0));
  EXPECT_GT(grey(0), grey(40));
}

TEST(Thresholds, divide_a_ball_from_air) {
  const auto found = thresholds(ball(), Scale::arbitrary);
  ASSERT_FALSE(found.empty());
  for (const float level : found) {
    EXPECT_GT(level, 0);
    EXPECT_LT(level, 200);
  }
  EXPECT_EQ(thresholds(ball(), Scale::hounsfield), std::vector<float>{-300});
  Image flat = ball();
  flat.values.assign(flat.values.size(), 0);
  EXPECT_TRUE(thresholds(flat, Scale::arbitrary).empty());
}

TEST(Resampled, keeps_places_and_values) {
  // A ramp in millimetres, on a turned grid of thick slices.
  volume::Grid grid{{20, 24, 8}, {}};
  grid.index_to_ras_mm.set_column(0, {0, -2, 0});
  grid.index_to_ras_mm.set_column(1, {0, 0, 2.5});
  grid.index_to_ras_mm.set_column(2, {6, 0, 0});
  grid.index_to_ras_mm.set_column(3, {-20, 30, -10});
  std::vector<float> values;
  const auto ramp = [](const Vec3 &p) { return 100 + p[0] + 2 * p[1] - 0.5 * p[2]; };
  for (int k = 0; k < 8; ++k)
    for (int j = 0; j < 24; ++j)
      for (int i = 0; i < 20; ++i)
        values.push_back(
            static_cast<float>(ramp(grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k}))));
  Image image = resampled({values, grid}, 1);
  EXPECT_EQ(image.grid.size, (std::array<int, 3>{48, 40, 60}));
  smooth(image); // a Gaussian leaves a ramp as it is
  for (const auto &[i, j, k] : {std::array{10, 8, 20}, std::array{30, 25, 41}}) {
    const Vec3 p = image.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k});
    EXPECT_NEAR(image.values[static_cast<std::size_t>((k * 40 + j) * 48 + i)], ramp(p), 0.05);
  }
  EXPECT_TRUE(resampled({std::span(values).first(7), grid}, 1).values.empty());
  EXPECT_TRUE(resampled({values, {{20, 24, 8}, {}}}, 1).values.empty());
}

/// The plain way: eight old points around each new one, the nearest where there is none.
float plainly_at(const std::vector<float> &values, const volume::Grid &grid, const Vec3 &ras_mm) {
  const Vec3 index = grid.index_to_ras_mm.inverse()->apply(ras_mm);
  double sum = 0;
  for (int corner = 0; corner < 8; ++corner) {
    double weight = 1;
    std::size_t at = 0;
    for (std::size_t a = 3; a-- > 0;) {
      const double inside = std::clamp(index[a], 0.0, grid.size[a] - 1.0);
      const int first = std::min(static_cast<int>(inside), grid.size[a] - 2),
                next = (corner >> a) & 1;
      weight *= next == 1 ? inside - first : 1 - inside + first;
      at = at * static_cast<std::size_t>(grid.size[a]) + static_cast<std::size_t>(first + next);
    }
    sum += weight * static_cast<double>(values[at]);
  }
  return static_cast<float>(sum);
}

TEST(Resampled, reads_as_the_plain_way_does) {
  support::Random random(3);
  volume::Grid point_by_point{{31, 20, 17}, {}}, coarse{{12, 31, 9}, {}}, turned{{25, 22, 20}, {}};
  point_by_point.index_to_ras_mm = support::centred_grid(point_by_point.size, {1, 1, 1}, {});
  coarse.index_to_ras_mm = support::centred_grid(coarse.size, {-2, 0.7, 3}, {4, 5, 6});
  turned.index_to_ras_mm.set_column(0, {0.96, 0.28, 0});
  turned.index_to_ras_mm.set_column(1, {-0.28, 0.96, 0});
  turned.index_to_ras_mm.set_column(2, {0, 0, 1});
  turned.index_to_ras_mm.set_column(3, {7.3, -2, 1});
  for (volume::Grid grid : {point_by_point, coarse, turned})
    for (const double aside_mm : {0.0, 0.3}) {
      grid.index_to_ras_mm.m[0][3] += aside_mm;
      grid.index_to_ras_mm.m[1][3] += aside_mm;
      std::vector<float> values(voxel_count(grid));
      for (float &value : values)
        value = static_cast<float>(100 * random.uniform());
      const Image image = resampled({values, grid}, 1);
      std::size_t at = 0, inside = 0;
      for (int k = 0; k < image.grid.size[2]; ++k)
        for (int j = 0; j < image.grid.size[1]; ++j)
          for (int i = 0; i < image.grid.size[0]; ++i, ++at) {
            const Vec3 place = image.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k});
            const Vec3 index = grid.index_to_ras_mm.inverse()->apply(place);
            double beside = 0; // half a voxel beside the outermost there is nothing
            for (std::size_t a = 0; a < 3; ++a)
              beside = std::max({beside, -0.5 - index[a], index[a] - grid.size[a] + 0.5});
            if (std::abs(beside) < 1e-9 && beside != 0) continue;
            ++inside;
            const float expected = beside > 0 ? 0 : plainly_at(values, grid, place);
            ASSERT_NEAR(image.values[at], expected, 1e-3) << i << " " << j << " " << k;
          }
      EXPECT_GT(inside, 5000U);
    }
}

} // namespace
} // namespace curate::face
