#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/face/ball_mesh.hpp>
#include <numbers>
#include <set>

namespace curate::face {
namespace {

TEST(BallMesh, IsAClosedBallOfTriangles) {
  for (int cuts = 0; cuts <= 3; ++cuts) {
    const Mesh mesh = ball_mesh(cuts);
    const std::size_t faces = 20U << (2 * static_cast<unsigned>(cuts));
    ASSERT_EQ(mesh.triangles.size(), faces);
    // Source: Euler: V - E + F = 2, and every edge is shared by two triangles.
    ASSERT_EQ(mesh.points.size(), 2 + faces / 2);
    std::set<std::pair<std::size_t, std::size_t>> directed;
    for (const auto &[a, b, c] : mesh.triangles)
      for (const auto &edge : {std::pair(a, b), std::pair(b, c), std::pair(c, a)})
        EXPECT_TRUE(directed.insert(edge).second) << "an edge runs one way in one triangle";
    for (const auto &[a, b] : directed)
      EXPECT_TRUE(directed.contains({b, a}));
    for (const Vec3 &point : mesh.points)
      EXPECT_NEAR(length(point), 1, 1e-12);
    const auto fives = std::ranges::count(mesh.neighbours, 5U, &std::vector<std::size_t>::size),
               sixes = std::ranges::count(mesh.neighbours, 6U, &std::vector<std::size_t>::size);
    EXPECT_EQ(fives, 12);
    EXPECT_EQ(static_cast<std::size_t>(fives + sixes), mesh.points.size());
  }
}

TEST(BallMesh, HoldsNearlyWhatABallHolds) {
  const double ball = 4.0 / 3 * std::numbers::pi;
  // Source: the icosahedron within the unit ball holds 2.5361; each cut quarters what is missing.
  EXPECT_NEAR(volume_of(ball_mesh(0)), 2.5361, 1e-4);
  const double missing = ball - volume_of(ball_mesh(2));
  EXPECT_GT(missing, 0);
  EXPECT_NEAR((ball - volume_of(ball_mesh(3))) / missing, 0.25, 0.02);
  Mesh twice = ball_mesh(1);
  for (Vec3 &point : twice.points)
    point = point * 2 + Vec3{5, -3, 7}; // where it lies makes no difference
  EXPECT_NEAR(volume_of(twice), 8 * volume_of(ball_mesh(1)), 1e-9);
}

TEST(BallMesh, ItsNormalsPointOutwards) {
  const Mesh mesh = ball_mesh(2);
  const auto normals = normals_of(mesh);
  ASSERT_EQ(normals.size(), mesh.points.size());
  for (std::size_t at = 0; at < normals.size(); ++at) {
    EXPECT_NEAR(length(normals[at]), 1, 1e-12);
    EXPECT_GT(dot(normals[at], mesh.points[at]), 0.99);
  }
}

TEST(BallMesh, FinerKeepsAFlatSurfaceFlat) {
  const Mesh coarse = ball_mesh(0), fine = finer(coarse, false);
  EXPECT_EQ(fine.triangles.size(), 80U);
  EXPECT_NEAR(volume_of(fine), volume_of(coarse), 1e-12);
}

} // namespace
} // namespace curate::face
