#include <cmath>
#include <gtest/gtest.h>
#include <libcurate/face/contour_distance.hpp>

#include "tests/support/random.hpp"

namespace curate::face {
namespace {

constexpr std::array<int, 2> size{60, 45};
constexpr std::array<double, 2> spacing_mm{1, 1.4};

/// The values of a plane at its points, from mm.
std::vector<float> plane_of(const auto &value_at) {
  std::vector<float> values;
  for (int row = 0; row < size[1]; ++row)
    for (int column = 0; column < size[0]; ++column)
      values.push_back(static_cast<float>(value_at(column * spacing_mm[0], row * spacing_mm[1])));
  return values;
}

std::vector<float> measured(const std::vector<float> &values, float most_mm) {
  std::vector<float> distances(values.size());
  ContourDistance(size, spacing_mm).measure(values, most_mm, distances);
  return distances;
}

TEST(ContourDistance, tells_how_far_a_circle_is) {
  const auto values =
      plane_of([](double x, double y) { return 7 * (15 - std::hypot(x - 30.3, y - 29)); });
  const auto distances = measured(values, 12);
  for (std::size_t n = 0; n < values.size(); ++n)
    // A quarter of the distance from row to row.
    ASSERT_NEAR(distances[n], std::clamp(values[n] / 7, -12.0F, 12.0F), 0.35) << n;
}

TEST(ContourDistance, is_the_most_where_there_is_no_contour) {
  EXPECT_EQ(measured(plane_of([](double, double) { return 3; }), 9),
            plane_of([](double, double) { return 9; }));
  EXPECT_EQ(measured(plane_of([](double, double) { return -3; }), 9),
            plane_of([](double, double) { return -9; }));
}

/// Every point's nearest crossing, looked for among all.
TEST(ContourDistance, agrees_with_a_search_among_all_crossings) {
  support::Random random(5);
  for (int turn = 0; turn < 5; ++turn) {
    std::array<std::array<double, 3>, 6> waves{};
    for (auto &wave : waves)
      wave = {random.between(0.05, 0.4), random.between(0.05, 0.4), random.between(0, 6)};
    const auto values = plane_of([&](double x, double y) {
      double sum = -0.5;
      for (const auto &wave : waves)
        sum += std::sin(wave[0] * x + wave[1] * y + wave[2]);
      return sum;
    });
    const auto at = [&](int column, int row) {
      return static_cast<double>(values[static_cast<std::size_t>(row * size[0] + column)]);
    };
    std::vector<std::array<double, 2>> crossings;
    for (int row = 0; row < size[1]; ++row)
      for (int column = 0; column < size[0]; ++column) {
        const double here = at(column, row);
        for (const auto &[right, down] : {std::pair{1, 0}, std::pair{0, 1}}) {
          if (column + right >= size[0] || row + down >= size[1]) continue;
          const double next = at(column + right, row + down);
          if ((here >= 0) == (next >= 0)) continue;
          const double part = here / (here - next);
          crossings.push_back(
              {(column + part * right) * spacing_mm[0], (row + part * down) * spacing_mm[1]});
        }
      }
    const auto distances = measured(values, 1e6F);
    double sum = 0;
    for (int row = 0; row < size[1]; ++row)
      for (int column = 0; column < size[0]; ++column) {
        double least = 1e6;
        for (const auto &[x, y] : crossings)
          least = std::min(least, std::hypot(column * spacing_mm[0] - x, row * spacing_mm[1] - y));
        const double told =
            static_cast<double>(distances[static_cast<std::size_t>(row * size[0] + column)]);
        ASSERT_EQ(told >= 0, at(column, row) >= 0);
        ASSERT_NEAR(std::abs(told), least, 0.5);
        sum += std::abs(std::abs(told) - least);
      }
    EXPECT_LT(sum / (size[0] * size[1]), 0.05); // the contour's nearest point may lie between
  }
}

} // namespace
} // namespace curate::face
