#include <algorithm>
#include <libcurate/face/ball_mesh.hpp>
#include <map>
#include <numbers>
#include <utility>

namespace curate::face {

namespace {

void link(Mesh &mesh) {
  mesh.neighbours.assign(mesh.points.size(), {});
  for (const auto &triangle : mesh.triangles)
    for (std::size_t corner = 0; corner < 3; ++corner) // the other way stands in the next triangle
      mesh.neighbours[triangle[corner]].push_back(triangle[(corner + 1) % 3]);
}

Mesh icosahedron() {
  constexpr double g = std::numbers::phi;
  Mesh mesh;
  for (const Vec3 &corner : {Vec3{-1, g, 0}, Vec3{1, g, 0}, Vec3{-1, -g, 0}, Vec3{1, -g, 0},
                             Vec3{0, -1, g}, Vec3{0, 1, g}, Vec3{0, -1, -g}, Vec3{0, 1, -g},
                             Vec3{g, 0, -1}, Vec3{g, 0, 1}, Vec3{-g, 0, -1}, Vec3{-g, 0, 1}})
    mesh.points.push_back(unit(corner));
  mesh.triangles = {{0, 11, 5}, {0, 5, 1},  {0, 1, 7},   {0, 7, 10}, {0, 10, 11},
                    {1, 5, 9},  {5, 11, 4}, {11, 10, 2}, {10, 7, 6}, {7, 1, 8},
                    {3, 9, 4},  {3, 4, 2},  {3, 2, 6},   {3, 6, 8},  {3, 8, 9},
                    {4, 9, 5},  {2, 4, 11}, {6, 2, 10},  {8, 6, 7},  {9, 8, 1}};
  return mesh;
}

} // namespace

Mesh finer(const Mesh &mesh, bool on_ball) {
  Mesh out;
  out.points = mesh.points;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> middles;
  const auto middle = [&](std::size_t a, std::size_t b) {
    const auto [place, is_new] = middles.try_emplace(std::minmax(a, b), out.points.size());
    if (is_new) {
      const Vec3 point = (mesh.points[a] + mesh.points[b]) * 0.5;
      out.points.push_back(on_ball ? unit(point) : point);
    }
    return place->second;
  };
  for (const auto &[a, b, c] : mesh.triangles) {
    const std::size_t ab = middle(a, b), bc = middle(b, c), ca = middle(c, a);
    for (const std::array<std::size_t, 3> &part : {std::array{a, ab, ca}, std::array{b, bc, ab},
                                                   std::array{c, ca, bc}, std::array{ab, bc, ca}})
      out.triangles.push_back(part);
  }
  link(out);
  return out;
}

Mesh ball_mesh(int cuts) {
  Mesh mesh = icosahedron();
  link(mesh);
  for (int cut = 0; cut < cuts; ++cut)
    mesh = finer(mesh, true);
  return mesh;
}

std::vector<Vec3> normals_of(const Mesh &mesh) {
  std::vector<Vec3> normals(mesh.points.size(), Vec3{});
  for (const auto &[a, b, c] : mesh.triangles) {
    const Vec3 across = cross(mesh.points[b] - mesh.points[a], mesh.points[c] - mesh.points[a]);
    for (const std::size_t corner : {a, b, c})
      normals[corner] = normals[corner] + across;
  }
  for (Vec3 &normal : normals)
    if (length(normal) > 0) normal = unit(normal);
  return normals;
}

double volume_of(const Mesh &mesh) {
  double sixfold = 0;
  for (const auto &[a, b, c] : mesh.triangles)
    sixfold += dot(mesh.points[a], cross(mesh.points[b], mesh.points[c]));
  return sixfold / 6;
}

} // namespace curate::face
