#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/face/bitmask.hpp>
#include <libcurate/face/likeness.hpp>

namespace curate::face {

namespace {

constexpr std::size_t bins = 32;
/// One bin more of the subject, so that the last may be shared as the others are.
constexpr std::size_t subject_bins = bins + 1;
constexpr float tissue = 25; // of 255

using Joint = std::array<float, bins * subject_bins>;

double information_of(const Joint &joint, double count) {
  const auto part = [&](double n) { return n > 0 ? n / count * std::log(n / count) : 0.0; };
  std::array<double, subject_bins> of_subject{};
  double information = 0;
  for (std::size_t x = 0; x < bins; ++x) {
    double of_atlas = 0;
    for (std::size_t y = 0; y < subject_bins; ++y) {
      const auto n = static_cast<double>(joint[x * subject_bins + y]);
      of_atlas += n;
      of_subject[y] += n;
      information += part(n);
    }
    information -= part(of_atlas);
  }
  for (const double n : of_subject)
    information -= part(n);
  return information;
}

/// From indices of the atlas's points to those of the subject.
struct Mapping {
  std::array<std::array<float, 4>, 3> m{};

  explicit Mapping(const Affine &affine) {
    for (std::size_t r = 0; r < 3; ++r)
      for (std::size_t c = 0; c < 4; ++c)
        m[r][c] = static_cast<float>(affine.m[r][c]);
  }
  float along(std::size_t r, const AtlasPoint &p) const {
    return m[r][0] * p.x + m[r][1] * p.y + m[r][2] * p.z + m[r][3];
  }
};

} // namespace

std::vector<AtlasPoint> points_of(const Image &image, int stride) {
  const auto &size = image.grid.size;
  Bitmask head(size);
  std::size_t at = 0;
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i, ++at)
        if (image.values[at] >= tissue) head.set(i, j, k);
  head = head.largest_body().filled();
  std::vector<AtlasPoint> points;
  at = 0;
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i, ++at) {
        if (i % stride != 0 || j % stride != 0 || k % stride != 0 || !head.at(i, j, k)) continue;
        const Vec3 place = image.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k});
        const float bin = std::clamp(image.values[at] / 256 * bins, 0.0F, bins - 1.0F);
        points.push_back({static_cast<float>(place[0]), static_cast<float>(place[1]),
                          static_cast<float>(place[2]), static_cast<std::uint8_t>(bin)});
      }
  return points;
}

Likeness::Likeness(const std::vector<AtlasPoint> &atlas, const Image &subject)
    : atlas_(atlas), subject_(subject),
      to_index_(subject.grid.index_to_ras_mm.inverse().value_or(Affine{})) {}

double Likeness::operator()(const Affine &atlas_to_subject) const {
  const Mapping to(to_index_ * atlas_to_subject);
  const auto &size = subject_.grid.size;
  const float last_i = static_cast<float>(size[0] - 1), last_j = static_cast<float>(size[1] - 1),
              last_k = static_cast<float>(size[2] - 1);
  const std::ptrdiff_t row = size[0], slice = row * size[1];
  constexpr float scale = (bins - 1) / 256.0F;
  Joint joint{};
  std::size_t inside = 0;
  for (const AtlasPoint &point : atlas_) {
    const float x = to.along(0, point), y = to.along(1, point), z = to.along(2, point);
    if (!(x >= 0 && y >= 0 && z >= 0 && x < last_i && y < last_j && z < last_k)) continue;
    const int i = static_cast<int>(x), j = static_cast<int>(y), k = static_cast<int>(z);
    const float fx = x - static_cast<float>(i), fy = y - static_cast<float>(j),
                fz = z - static_cast<float>(k);
    const float *v = subject_.values.data() + k * slice + j * row + i;
    const auto pair = [fx](const float *at) { return at[0] + (at[1] - at[0]) * fx; };
    const float a = pair(v), b = pair(v + row), c = pair(v + slice), d = pair(v + slice + row);
    const float low = a + (b - a) * fy, high = c + (d - c) * fy;
    const float value = (low + (high - low) * fz) * scale;
    const auto bin = static_cast<std::size_t>(value);
    const float rest = value - static_cast<float>(bin);
    float *counted = &joint[point.bin * subject_bins + bin];
    counted[0] += 1 - rest;
    counted[1] += rest;
    ++inside;
  }
  if (inside == 0 || inside * 4 < atlas_.size()) return 0;
  const double count = static_cast<double>(inside);
  return information_of(joint, count) * std::sqrt(count / static_cast<double>(atlas_.size()));
}

} // namespace curate::face
