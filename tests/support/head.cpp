#include "tests/support/head.hpp"

#include <cmath>

#include "tests/support/head_contrast.hpp"
#include "tests/support/head_lattice.hpp"
#include "tests/support/random.hpp"

namespace curate::support {

Head::Head(const Traits &traits) : lattice_(std::make_unique<const Lattice>(traits)) {}
Head::Head(Head &&) noexcept = default;
Head &Head::operator=(Head &&) noexcept = default;
Head::~Head() = default;

Tissue Head::at(const Vec3 &ras_mm) const {
  return lattice_->nearest(ras_mm);
}

std::array<Vec3, 2> Head::eyes_ras_mm() const {
  const implicit::Point right = lattice_->shape.eye();
  return {lattice_->shape.from_mean(right),
          lattice_->shape.from_mean({-right.x, right.y, right.z})};
}
Vec3 Head::nose_tip_ras_mm() const {
  return lattice_->shape.from_mean(lattice_->shape.nose_tip());
}
Vec3 Head::chin_ras_mm() const {
  return lattice_->shape.from_mean(lattice_->shape.chin());
}
const std::vector<Lesion> &Head::lesions() const {
  return lattice_->lesions;
}

namespace {

using Brightness = std::array<float, tissue_count>;

/// Between the eight nearest points of a lattice; 0 outside of it.
class Reader {
public:
  Reader(const std::vector<Tissue> &tissues, const std::array<int, 3> &size)
      : tissues_(tissues.data()), size_(size), row_(size[0]),
        slice_(static_cast<std::ptrdiff_t>(size[0]) * size[1]) {}

  float operator()(const Brightness &of, double x, double y, double z) const {
    if (!(x >= 0 && y >= 0 && z >= 0 && x < size_[0] - 1 && y < size_[1] - 1 && z < size_[2] - 1))
      return 0;
    const auto i = static_cast<int>(x), j = static_cast<int>(y), k = static_cast<int>(z);
    const Tissue *t = tissues_ + k * slice_ + j * row_ + i;
    const auto fx = static_cast<float>(x - i), fy = static_cast<float>(y - j),
               fz = static_cast<float>(z - k);
    const auto pair = [&](const Tissue *at) {
      const float a = of[static_cast<std::size_t>(at[0])], b = of[static_cast<std::size_t>(at[1])];
      return a + (b - a) * fx;
    };
    const float a = pair(t), b = pair(t + row_), c = pair(t + slice_), d = pair(t + slice_ + row_);
    const float low = a + (b - a) * fy, high = c + (d - c) * fy;
    return low + (high - low) * fz;
  }

private:
  const Tissue *tissues_;
  std::array<int, 3> size_;
  std::ptrdiff_t row_, slice_;
};

/// How many points stand for a voxel along an axis.
int points_along(const Vec3 &step_mm) {
  return std::max(1, static_cast<int>(base::length(step_mm) / 1.4 + 0.5));
}

} // namespace

std::vector<float> Head::signal(const Scan &scan, const Affine &index_to_ras_mm,
                                const std::array<int, 3> &size) const {
  const Affine &a = index_to_ras_mm;
  const Reader reader(lattice_->tissues, Lattice::size);
  Brightness of{};
  for (std::size_t t = 0; t < tissue_count; ++t)
    of[t] = intensity(static_cast<Tissue>(t), scan);
  if (scan.contrast == Contrast::field_hz) of.fill(1), of[0] = 0;
  std::vector<Vec3> within; // the points of a voxel, mm from its middle
  const int ni = points_along(a.column(0)), nj = points_along(a.column(1)),
            nk = points_along(a.column(2));
  for (int k = 0; k < nk; ++k)
    for (int j = 0; j < nj; ++j)
      for (int i = 0; i < ni; ++i)
        within.push_back(a.column(0) * ((i + 0.5) / ni - 0.5) +
                         a.column(1) * ((j + 0.5) / nj - 0.5) +
                         a.column(2) * ((k + 0.5) / nk - 0.5) - Lattice::first_ras_mm);
  const float share = 1 / static_cast<float>(within.size());
  std::vector<float> picture;
  picture.reserve(static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) *
                  static_cast<std::size_t>(size[2]));
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i) {
        Vec3 p{};
        for (std::size_t r = 0; r < 3; ++r)
          p[r] = a.m[r][0] * i + a.m[r][1] * j + a.m[r][2] * k + a.m[r][3];
        of[static_cast<std::size_t>(Tissue::white)] = white_matter(scan, p);
        if (scan.contrast == Contrast::field_hz) of[static_cast<std::size_t>(Tissue::white)] = 1;
        float sum = 0;
        for (const Vec3 &d : within)
          sum += reader(of, p[0] + d[0], p[1] + d[1], p[2] + d[2]);
        sum *= share;
        if (sum > 0) {
          if (scan.contrast == Contrast::field_hz)
            sum = sum > 0.5F ? static_cast<float>(field_hz(p)) : 0;
          else
            sum *= static_cast<float>(shading(scan, p));
        }
        picture.push_back(sum);
      }
  return picture;
}

void add_noise(std::vector<float> &picture, double deviation, bool magnitude, std::uint64_t seed) {
  Random random(Random::mixed(seed));
  for (float &value : picture) {
    const double real = static_cast<double>(value) + deviation * random.normal();
    const double imaginary = magnitude ? deviation * random.normal() : 0;
    value = static_cast<float>(magnitude ? std::sqrt(real * real + imaginary * imaginary) : real);
  }
}

std::vector<float> Head::sample(const Scan &scan, const Affine &index_to_ras_mm,
                                const std::array<int, 3> &size, std::uint64_t noise_seed) const {
  std::vector<float> picture = signal(scan, index_to_ras_mm, size);
  add_noise(picture, scan.noise, scan.contrast != Contrast::field_hz, noise_seed);
  return picture;
}

Affine centred_grid(const std::array<int, 3> &size, const Vec3 &spacing_mm,
                    const Vec3 &centre_ras_mm) {
  Affine affine;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    affine.m[axis][axis] = spacing_mm[axis];
    affine.m[axis][3] = centre_ras_mm[axis] - spacing_mm[axis] * (size[axis] - 1) / 2.0;
  }
  return affine;
}

} // namespace curate::support
