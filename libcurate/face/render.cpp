#include <algorithm>
#include <cmath>
#include <libcurate/face/render.hpp>
#include <numbers>

namespace curate::face {

namespace {

constexpr float skin_level = 128;
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
        if (surface.solid[cell(surface.grid.size, i, j, k)] < skin_level) continue;
        sum = sum + Vec3{1.0 * i, 1.0 * j, 1.0 * k};
        ++count;
      }
  Vec3 middle = count > 0 ? sum * (1 / count) : Vec3{};
  middle[2] =
      std::max(surface.high[2] - vertex_to_middle_mm, 0.5 * (surface.low[2] + surface.high[2]));
  return surface.grid.index_to_ras_mm.apply(middle);
}

/// How many blocks away the nearest 0 is, by diagonal steps, in place.
void spread(std::vector<std::uint8_t> &far, const std::array<int, 3> &size) {
  const auto relax = [&](int i, int j, int k, int way) {
    std::uint8_t &here = far[cell(size, i, j, k)];
    for (int n = 0; n < 13; ++n) { // the 13 neighbours that were passed already
      const int di = n % 3 - 1, dj = n / 3 % 3 - 1, dk = n / 9 - 1;
      const int x = i + way * di, y = j + way * dj, z = k + way * dk;
      if (x < 0 || y < 0 || z < 0 || x >= size[0] || y >= size[1] || z >= size[2]) continue;
      const int through = far[cell(size, x, y, z)] + 1;
      if (through < here) here = static_cast<std::uint8_t>(through);
    }
  };
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i)
        relax(i, j, k, 1);
  for (int k = size[2] - 1; k >= 0; --k)
    for (int j = size[1] - 1; j >= 0; --j)
      for (int i = size[0] - 1; i >= 0; --i)
        relax(i, j, k, -1);
}

} // namespace

Renderer::Renderer(const Surface &surface, const Axes &head)
    : surface_(surface), head_(head), first_(surface.grid.index_to_ras_mm.column(3)),
      middle_(middle_of(surface)) {
  const auto &size = surface.grid.size;
  for (std::size_t a = 0; a < 3; ++a)
    blocks_[a] = size[a] / block + 1;
  clear_.assign(cell(blocks_, 0, 0, blocks_[2]), 254);
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i) {
        if (surface.solid[cell(size, i, j, k)] == 0) continue;
        // A point is read together with the one before it.
        for (const int before : {0, 1})
          clear_[cell(blocks_, std::max(0, i - before) / block, std::max(0, j - before) / block,
                      std::max(0, k - before) / block)] = 0;
      }
  spread(clear_, blocks_);
}

float Renderer::solid(double x, double y, double z) const {
  const auto &size = surface_.grid.size;
  if (!(x >= 0 && y >= 0 && z >= 0 && x < size[0] - 1 && y < size[1] - 1 && z < size[2] - 1))
    return 0;
  const auto i = static_cast<int>(x), j = static_cast<int>(y), k = static_cast<int>(z);
  const auto row = static_cast<std::ptrdiff_t>(size[0]), slice = row * size[1];
  const std::uint8_t *v = surface_.solid.data() + cell(size, i, j, k);
  const auto fx = static_cast<float>(x - i), fy = static_cast<float>(y - j),
             fz = static_cast<float>(z - k);
  const auto pair = [&](const std::uint8_t *at) {
    const auto a = static_cast<float>(at[0]), b = static_cast<float>(at[1]);
    return a + (b - a) * fx;
  };
  const float a = pair(v), b = pair(v + row), c = pair(v + slice), d = pair(v + slice + row);
  const float low = a + (b - a) * fy, high = c + (d - c) * fy;
  return low + (high - low) * fz;
}

/// The distance along a ray (grid coordinates, mm) at which the skin is met; below 0: never.
/// Through air it goes from one cube of empty blocks to the next, near the skin by 1 mm.
double Renderer::trace(const Vec3 &from, const Vec3 &along, double enough_mm) const {
  double t = 0, end = enough_mm;
  Vec3 inverse{};
  for (std::size_t a = 0; a < 3; ++a) { // only the box of the body matters
    inverse[a] = 1 / (std::abs(along[a]) < 1e-9 ? 1e-9 : along[a]);
    const double t0 = (surface_.low[a] - 3 - from[a]) * inverse[a],
                 t1 = (surface_.high[a] + 2 - from[a]) * inverse[a];
    t = std::max(t, std::min(t0, t1));
    end = std::min(end, std::max(t0, t1));
  }
  constexpr double step = 1;
  float before = 0;
  while (t < end) {
    Vec3 at;
    std::array<int, 3> cube;
    for (std::size_t a = 0; a < 3; ++a) {
      at[a] = from[a] + along[a] * t;
      cube[a] = std::clamp(static_cast<int>(std::floor(at[a] * (1.0 / block))), 0, blocks_[a] - 1);
    }
    const int clear = clear_[cell(blocks_, cube[0], cube[1], cube[2])];
    if (clear > 0) {
      double leave = 1e9;
      for (std::size_t a = 0; a < 3; ++a) {
        const int side = inverse[a] > 0 ? cube[a] + clear : cube[a] - clear + 1;
        leave = std::min(leave, (side * block - at[a]) * inverse[a]);
      }
      before = 0;
      t += std::max(leave, 0.0) + 0.01;
      continue;
    }
    const float here = solid(at[0], at[1], at[2]);
    if (here >= skin_level) {
      if (here <= before || before <= 0) return t;
      return t - step * static_cast<double>((here - skin_level) / (here - before));
    }
    before = here;
    t += step;
  }
  return -1;
}

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
  for (int row = 0; row < n; ++row)
    for (int column = 0; column < n; ++column) {
      const double u = (column + 0.5 - 0.5 * n) * pixel, v = (0.5 * n - row - 0.5) * pixel;
      Vec3 along;
      const double norm = 1 / std::sqrt(1 + u * u + v * v);
      for (std::size_t a = 0; a < 3; ++a)
        along[a] = (sight.forward[a] + sight.right[a] * u + sight.up[a] * v) * norm;
      const double t = trace(from, along, camera.distance_mm * 2);
      if (t < 0) continue;
      const auto at = static_cast<std::size_t>(row * n + column);
      sight.depth_mm[at] = static_cast<float>(t);
      const double x = from[0] + along[0] * t, y = from[1] + along[1] * t,
                   z = from[2] + along[2] * t;
      const float gx = solid(x - 1, y, z) - solid(x + 1, y, z),
                  gy = solid(x, y - 1, z) - solid(x, y + 1, z),
                  gz = solid(x, y, z - 1) - solid(x, y, z + 1);
      const float size = std::sqrt(gx * gx + gy * gy + gz * gz) + 1e-6F;
      sight.normals[at] = {gx / size, gy / size, gz / size};
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
