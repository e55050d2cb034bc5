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

/// Where rays may begin: for each square of pixels, how far from the eye its first skin may be, mm.
class Starts {
public:
  Starts(const Sight &sight, const Vec3 &eye_index, const SkinBlocks &blocks)
      : across_((sight.camera.pixels + square - 1) / square),
        from_mm_(static_cast<std::size_t>(across_) * static_cast<std::size_t>(across_), never) {
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

  static constexpr float never = 1e9F;
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
    : surface_(surface), blocks_(surface), head_(head), row_(surface.grid.size[0]),
      slice_(row_ * surface.grid.size[1]), first_(surface.grid.index_to_ras_mm.column(3)),
      middle_(middle_of(surface)) {}

/// Between the corners of a cell: the parts of the way along each axis.
struct Renderer::Parts {
  float x, y, z;

  /// `at(n)`: the value n bytes after the cell's first corner.
  template <typename At> float mixed(std::ptrdiff_t row, std::ptrdiff_t slice, const At &at) const {
    const auto pair = [&](std::ptrdiff_t n) {
      const auto a = static_cast<float>(at(n)), b = static_cast<float>(at(n + 1));
      return a + (b - a) * x;
    };
    const float a = pair(0), b = pair(row), c = pair(slice), d = pair(slice + row);
    const float low = a + (b - a) * y, high = c + (d - c) * y;
    return low + (high - low) * z;
  }
};

float Renderer::solid(double x, double y, double z) const {
  const auto &size = surface_.grid.size;
  if (!(x >= 0 && y >= 0 && z >= 0 && x < size[0] - 1 && y < size[1] - 1 && z < size[2] - 1))
    return 0;
  const auto i = static_cast<int>(x), j = static_cast<int>(y), k = static_cast<int>(z);
  const std::uint8_t *v = surface_.solid.data() + cell(size, i, j, k);
  const Parts parts{static_cast<float>(x - i), static_cast<float>(y - j),
                    static_cast<float>(z - k)};
  return parts.mixed(row_, slice_, [v](std::ptrdiff_t n) { return v[n]; });
}

/// The direction in which a place (grid coordinates) grows less solid, from 1 mm on either side.
std::array<float, 3> Renderer::outward(const Vec3 &at) const {
  const auto &[x, y, z] = at;
  const auto &size = surface_.grid.size;
  float gx, gy, gz;
  const auto i = static_cast<int>(x), j = static_cast<int>(y), k = static_cast<int>(z);
  if (x >= 1 && y >= 1 && z >= 1 && i + 2 < size[0] && j + 2 < size[1] && k + 2 < size[2]) {
    const std::uint8_t *v = surface_.solid.data() + cell(size, i, j, k);
    const Parts parts{static_cast<float>(x - i), static_cast<float>(y - j),
                      static_cast<float>(z - k)};
    const auto slope = [&](std::ptrdiff_t step) {
      return parts.mixed(row_, slice_, [=](std::ptrdiff_t n) { return v[n - step] - v[n + step]; });
    };
    gx = slope(1), gy = slope(row_), gz = slope(slice_);
  } else { // beside the grid there is nothing
    gx = solid(x - 1, y, z) - solid(x + 1, y, z);
    gy = solid(x, y - 1, z) - solid(x, y + 1, z);
    gz = solid(x, y, z - 1) - solid(x, y, z + 1);
  }
  const float length = std::sqrt(gx * gx + gy * gy + gz * gz) + 1e-6F;
  return {gx / length, gy / length, gz / length};
}

/// Whether a corner of the cell that begins here is solid.
bool Renderer::may_be_skin(const std::uint8_t *corner) const {
  const int any = corner[0] | corner[1] | corner[row_] | corner[row_ + 1] | corner[slice_] |
                  corner[slice_ + 1] | corner[slice_ + row_] | corner[slice_ + row_ + 1];
  return any >= static_cast<int>(skin_level);
}

/// The distance at which a ray meets the skin in the millimetre before `mm`, where it is `here`
/// solid: halved three times, then a straight line.
double Renderer::between(const Vec3 &from, const Vec3 &along, int mm, float here) const {
  const auto value_at = [&](double t) {
    return solid(from[0] + along[0] * t, from[1] + along[1] * t, from[2] + along[2] * t);
  };
  double low = mm - 1, high = mm;
  float before = value_at(low), after = here;
  for (int turn = 0; turn < 3; ++turn) {
    const double middle = 0.5 * (low + high);
    const float value = value_at(middle);
    if (value >= skin_level)
      high = middle, after = value;
    else
      low = middle, before = value;
  }
  if (after <= before) return high;
  return high - (high - low) * static_cast<double>((after - skin_level) / (after - before));
}

/// The distance along a ray (grid coordinates, mm) at which the skin is met; below 0: never. It is
/// looked for at whole millimetres, from `first_mm` on, where it is known that there is none
/// before; what has no skin is passed block by block, which changes nothing.
double Renderer::trace(const Vec3 &from, const Vec3 &along, double first_mm) const {
  double begin = first_mm, end = 1e6;
  Vec3 inverse{};
  const auto &size = surface_.grid.size;
  for (std::size_t a = 0; a < 3; ++a) { // only the box of the body matters, and of the grid
    inverse[a] = 1 / (std::abs(along[a]) < 1e-9 ? 1e-9 : along[a]);
    const double low = std::max(surface_.low[a] - 3.0, 1e-6),
                 high = std::min(surface_.high[a] + 2.0, size[a] - 1 - 1e-6);
    const double t0 = (low - from[a]) * inverse[a], t1 = (high - from[a]) * inverse[a];
    begin = std::max(begin, std::min(t0, t1));
    end = std::min(end, std::max(t0, t1));
  }
  if (!(begin < end)) return -1;
  const auto place = [&](int mm) {
    return Vec3{from[0] + along[0] * mm, from[1] + along[1] * mm, from[2] + along[2] * mm};
  };
  const int last = static_cast<int>(end);
  for (int mm = static_cast<int>(begin) + 1; mm <= last;) {
    const Vec3 at = place(mm);
    const auto i = static_cast<int>(at[0]), j = static_cast<int>(at[1]),
               k = static_cast<int>(at[2]);
    const std::array<int, 3> block{i / SkinBlocks::side, j / SkinBlocks::side,
                                   k / SkinBlocks::side};
    if (const int clear = blocks_.clear(block[0], block[1], block[2]); clear > 0) {
      double leave = 1e6;
      for (std::size_t a = 0; a < 3; ++a) {
        const int wall = inverse[a] > 0 ? block[a] + clear : block[a] - clear + 1;
        leave = std::min(leave, (wall * SkinBlocks::side - from[a]) * inverse[a]);
      }
      mm = std::max(mm, static_cast<int>(leave)) + 1;
      continue;
    }
    if (may_be_skin(surface_.solid.data() + cell(size, i, j, k)))
      if (const float here = solid(at[0], at[1], at[2]); here >= skin_level)
        return between(from, along, mm, here);
    ++mm;
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
  const Starts starts(sight, from, blocks_);
  for (int row = 0; row < n; ++row)
    for (int column = 0; column < n; ++column) {
      const float first_mm = starts.of(column, row);
      if (first_mm == Starts::never) continue;
      const double u = (column + 0.5 - 0.5 * n) * pixel, v = (0.5 * n - row - 0.5) * pixel;
      Vec3 along;
      const double norm = 1 / std::sqrt(1 + u * u + v * v);
      for (std::size_t a = 0; a < 3; ++a)
        along[a] = (sight.forward[a] + sight.right[a] * u + sight.up[a] * v) * norm;
      const double t = trace(from, along, static_cast<double>(first_mm));
      if (t < 0) continue;
      const auto at = static_cast<std::size_t>(row * n + column);
      sight.depth_mm[at] = static_cast<float>(t);
      sight.normals[at] = outward(from + along * t);
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
