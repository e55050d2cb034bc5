#include <algorithm>
#include <cmath>
#include <libcurate/face/ray_line.hpp>
#include <libcurate/face/render.hpp>
#include <numbers>

namespace curate::face {

namespace {

/// From the vertex down to the middle of the picture: the bridge of the nose is near it.
constexpr double vertex_to_middle_mm = 115;

double radians(double degrees) {
  return degrees * std::numbers::pi / 180;
}

std::size_t cell(const std::array<int, 3> &size, int i, int j, int k) {
  return (static_cast<std::size_t>(k) * static_cast<std::size_t>(size[1]) +
          static_cast<std::size_t>(j)) *
             static_cast<std::size_t>(size[0]) +
         static_cast<std::size_t>(i);
}

/// The middle of what is solid in the top 150 mm; its height is measured from the top.
Vec3 middle_of(const Surface &surface) {
  Vec3 sum{};
  double count = 0;
  const int lowest = std::max(surface.low[2], surface.high[2] - 150);
  for (int k = lowest; k < surface.high[2]; k += 3)
    for (int j = surface.low[1]; j < surface.high[1]; j += 3)
      for (int i = surface.low[0]; i < surface.high[0]; i += 3) {
        if (surface.solid[cell(surface.grid.size, i, j, k)] < Surface::skin) continue;
        sum = sum + Vec3{1.0 * i, 1.0 * j, 1.0 * k};
        ++count;
      }
  Vec3 middle = count > 0 ? sum * (1 / count) : Vec3{};
  middle[2] =
      std::max(surface.high[2] - vertex_to_middle_mm, 0.5 * (surface.low[2] + surface.high[2]));
  return surface.grid.index_to_ras_mm.apply(middle);
}

/// Where rays may begin: for each square of pixels, how far from the eye its first skin may be, mm.
class Starts {
public:
  Starts(const Sight &sight, const Vec3 &eye_index, const SkinBlocks &blocks)
      : across_((sight.camera.pixels + square - 1) / square),
        from_mm_(static_cast<std::size_t>(across_) * static_cast<std::size_t>(across_),
                 RayLine::never) {
    const Camera &camera = sight.camera;
    const double half = 0.5 * camera.pixels,
                 scale = camera.pixels * camera.distance_mm / camera.field_mm;
    const double reach = 0.5 * std::numbers::sqrt3 * SkinBlocks::side + 1e-6;
    for (const Vec3 &block : blocks.outermost()) {
      const Vec3 from = block - eye_index;
      const double ahead = dot(from, sight.forward), near = ahead - reach;
      const auto mm = static_cast<float>(base::length(from) - reach - 1e-3);
      if (near < 1) { // the eye is in the head
        std::fill(from_mm_.begin(), from_mm_.end(), 0.0F);
        return;
      }
      const double u = dot(from, sight.right) / ahead, v = dot(from, sight.up) / ahead;
      const double wide = reach * (1 + std::abs(u)) / near, high = reach * (1 + std::abs(v)) / near;
      const int left = to_square(half + (u - wide) * scale),
                right = to_square(half + (u + wide) * scale),
                top = to_square(half - (v + high) * scale),
                bottom = to_square(half - (v - high) * scale);
      for (int row = std::max(0, top); row <= std::min(across_ - 1, bottom); ++row)
        for (int column = std::max(0, left); column <= std::min(across_ - 1, right); ++column) {
          float &nearest = from_mm_[static_cast<std::size_t>(row * across_ + column)];
          nearest = std::min(nearest, mm);
        }
    }
  }

  float of(int column, int row) const {
    return from_mm_[static_cast<std::size_t>(row / square * across_ + column / square)];
  }

private:
  static constexpr int square = 4;
  static int to_square(double pixel) {
    return static_cast<int>(std::clamp(pixel, -1e6, 1e6) + square * 1e6) / square - 1000000;
  }
  int across_;
  std::vector<float> from_mm_;
};

} // namespace

Renderer::Renderer(const Surface &surface, const Axes &head)
    : surface_(surface), blocks_(surface), head_(head),
      first_(surface.grid.index_to_ras_mm.column(3)), middle_(middle_of(surface)) {}

Sight Renderer::look(const View &view, const Camera &camera) const {
  const double yaw = radians(view.yaw_deg), pitch = radians(view.pitch_deg);
  // From the middle to the camera; the head looks forward, its left is at -right.
  const Vec3 out = head_.right * (-std::sin(yaw) * std::cos(pitch)) +
                   head_.forward * (std::cos(yaw) * std::cos(pitch)) + head_.up * std::sin(pitch);
  Sight sight;
  sight.camera = camera;
  sight.eye_ras_mm = middle_ + out * camera.distance_mm;
  sight.forward = out * -1;
  sight.right = base::unit(base::cross(sight.forward, head_.up));
  sight.up = base::cross(sight.right, sight.forward);
  const int n = camera.pixels;
  const auto count = static_cast<std::size_t>(n) * static_cast<std::size_t>(n);
  sight.depth_mm.assign(count, -1);
  sight.normals.assign(count, {0, 0, 0});
  const double pixel = camera.field_mm / n / camera.distance_mm; // slope from pixel to pixel
  const Vec3 from = sight.eye_ras_mm - first_;
  const Starts starts(sight, from, blocks_);
  RayLine line(n);
  for (std::size_t a = 0; a < 3; ++a)
    line.from[a] = static_cast<float>(from[a]);
  for (int row = 0; row < n; ++row) {
    for (int column = 0; column < n; ++column) {
      const auto at = static_cast<std::size_t>(column);
      line.first_mm[at] = starts.of(column, row);
      if (line.first_mm[at] == RayLine::never) continue;
      const double u = (column + 0.5 - 0.5 * n) * pixel, v = (0.5 * n - row - 0.5) * pixel;
      const double norm = 1 / std::sqrt(1 + u * u + v * v);
      for (std::size_t a = 0; a < 3; ++a)
        line.along[a][at] =
            static_cast<float>((sight.forward[a] + sight.right[a] * u + sight.up[a] * v) * norm);
    }
    line.cast(surface_, blocks_);
    for (int column = 0; column < n; ++column) {
      const auto in = static_cast<std::size_t>(column),
                 at = static_cast<std::size_t>(row * n + column);
      if (line.depth_mm[in] < 0) continue;
      sight.depth_mm[at] = line.depth_mm[in];
      const float x = line.outward[0][in], y = line.outward[1][in], z = line.outward[2][in];
      const float length = std::sqrt(x * x + y * y + z * z) + 1e-6F;
      sight.normals[at] = {x / length, y / length, z / length};
    }
  }
  return sight;
}

std::array<double, 2> Sight::pixel_of(const Vec3 &ras_mm) const {
  const Vec3 from = ras_mm - eye_ras_mm;
  const double scale = camera.pixels * camera.distance_mm /
                       (camera.field_mm * std::max(1.0, base::dot(from, forward)));
  return {0.5 * camera.pixels + base::dot(from, right) * scale,
          0.5 * camera.pixels - base::dot(from, up) * scale};
}

std::optional<Vec3> Sight::point_at(double column, double row, int reach) const {
  const int n = camera.pixels;
  const int c = static_cast<int>(std::floor(column)), r = static_cast<int>(std::floor(row));
  int best = reach * reach + 1, best_c = 0, best_r = 0;
  for (int dr = -reach; dr <= reach; ++dr)
    for (int dc = -reach; dc <= reach; ++dc) {
      const int cc = c + dc, rr = r + dr, far = dc * dc + dr * dr;
      if (cc < 0 || rr < 0 || cc >= n || rr >= n || far >= best) continue;
      if (depth_mm[static_cast<std::size_t>(rr * n + cc)] < 0) continue;
      best = far;
      best_c = cc;
      best_r = rr;
    }
  if (best > reach * reach) return {};
  const double pixel = camera.field_mm / n / camera.distance_mm;
  const double u = (best_c + 0.5 - 0.5 * n) * pixel, v = (0.5 * n - best_r - 0.5) * pixel;
  const Vec3 along = base::unit(forward + right * u + up * v);
  const auto at = static_cast<std::size_t>(best_r * n + best_c);
  return eye_ras_mm + along * static_cast<double>(depth_mm[at]);
}

std::vector<std::uint8_t> shaded(const Sight &sight, const Light &light) {
  constexpr std::uint8_t ground = 128;
  const double elevation = radians(light.elevation_deg);
  const Vec3 to_light = sight.up * std::sin(elevation) + sight.forward * -std::cos(elevation);
  std::vector<std::uint8_t> picture(sight.depth_mm.size(), ground);
  for (std::size_t at = 0; at < picture.size(); ++at) {
    if (sight.depth_mm[at] < 0) continue;
    const auto &n = sight.normals[at];
    const double facing = to_light[0] * static_cast<double>(n[0]) +
                          to_light[1] * static_cast<double>(n[1]) +
                          to_light[2] * static_cast<double>(n[2]);
    const double value = light.ambient + (1 - light.ambient) * std::max(0.0, facing);
    picture[at] = static_cast<std::uint8_t>(value * 255 + 0.5);
  }
  return picture;
}

std::vector<View> search_views() {
  std::vector<View> views;
  for (int pitch = -20; pitch <= 20; pitch += 10)
    for (int yaw = -20; yaw <= 20; yaw += 10)
      views.push_back({static_cast<double>(yaw), static_cast<double>(pitch)});
  return views;
}

std::array<Light, 3> search_lights() {
  return {Light{20, 0.15}, Light{40, 0.15}, Light{60, 0.2}};
}

} // namespace curate::face
