#pragma once

#include <array>
#include <libcurate/base/geometry.hpp>
#include <vector>

namespace curate::face {

/// A closed surface of triangles, each vertex with the five or six it shares an edge with.
struct Mesh {
  std::vector<Vec3> points;
  std::vector<std::array<std::size_t, 3>> triangles; ///< seen from outside against the clock
  std::vector<std::vector<std::size_t>> neighbours;
};

/// The ball of radius 1 as an icosahedron whose triangles are cut in four `cuts` times.
Mesh ball_mesh(int cuts);

/// The same surface with every triangle cut in four; `on_ball`: new points are drawn to radius 1.
Mesh finer(const Mesh &mesh, bool on_ball);

/// The outward direction at each point: the mean of its triangles' normals by area, unit.
std::vector<Vec3> normals_of(const Mesh &mesh);

/// What a closed surface holds, in the cube of its unit.
double volume_of(const Mesh &mesh);

} // namespace curate::face
