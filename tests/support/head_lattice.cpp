#include "tests/support/head_lattice.hpp"

namespace curate::support {

namespace {

/// A function of space on a lattice of 4 mm, read between its points.
class Coarse {
public:
  static constexpr int step = 4;

  Coarse(std::array<int, 3> size_mm, const auto &value_at) {
    for (std::size_t axis = 0; axis < 3; ++axis)
      size_[axis] = size_mm[axis] / step + 2;
    values_.reserve(static_cast<std::size_t>(size_[0]) * static_cast<std::size_t>(size_[1]) *
                    static_cast<std::size_t>(size_[2]));
    for (int k = 0; k < size_[2]; ++k)
      for (int j = 0; j < size_[1]; ++j)
        for (int i = 0; i < size_[0]; ++i)
          values_.push_back(static_cast<float>(value_at(i * step, j * step, k * step)));
  }

  double at(int i, int j, int k) const {
    const double x = i % step / 4.0, y = j % step / 4.0, z = k % step / 4.0;
    const auto row = [&](int jj, int kk) {
      const double a = value(i / step, jj, kk), b = value(i / step + 1, jj, kk);
      return a + (b - a) * x;
    };
    const auto layer = [&](int kk) {
      const double a = row(j / step, kk), b = row(j / step + 1, kk);
      return a + (b - a) * y;
    };
    const double a = layer(k / step), b = layer(k / step + 1);
    return a + (b - a) * z;
  }

private:
  double value(int i, int j, int k) const {
    return static_cast<double>(
        values_[static_cast<std::size_t>((k * size_[1] + j) * size_[0] + i)]);
  }
  std::array<int, 3> size_{};
  std::vector<float> values_;
};

} // namespace

Head::Lattice::Lattice(const Traits &traits) : shape(traits.seed) {
  fill();
  place_lesions(traits);
}

void Head::Lattice::fill() {
  const auto point = [this](int i, int j, int k) {
    return shape.to_mean({first_ras_mm[0] + i, first_ras_mm[1] + j, first_ras_mm[2] + k});
  };
  const Coarse skin(size, [&](int i, int j, int k) { return shape.skin(point(i, j, k)); });
  const Coarse cavity(size, [&](int i, int j, int k) { return shape.cavity(point(i, j, k)); });
  tissues.assign(offset(0, 0, size[2]), Tissue::air);
  for (int k = 0; k < size[2]; ++k) {
    for (int j = 0; j < size[1]; ++j) {
      for (int i = 0; i < size[0]; ++i) {
        double surface = skin.at(i, j, k);
        if (surface > 7) continue;
        const implicit::Point p = point(i, j, k);
        if (surface > -8) surface = shape.skin(p);
        if (surface > 0) continue;
        tissues[offset(i, j, k)] = shape.tissue(p, surface, cavity.at(i, j, k));
      }
    }
  }
}

/// White matter in the middle, and at the right distance from the ventricles or the cortex.
bool Head::Lattice::fits(const Lesion &lesion, bool near_ventricles) const {
  const Vec3 &c = lesion.centre_ras_mm;
  if (c[2] < -15 || nearest(c) != Tissue::white) return false;
  if (near_ventricles) {
    const double d = shape.ventricles(shape.to_mean(c));
    return d > 2 && d < 8;
  }
  for (const double d : {-4.0, 4.0})
    for (std::size_t axis = 0; axis < 3; ++axis) {
      Vec3 beside = c;
      beside[axis] += d;
      if (nearest(beside) == Tissue::grey) return true;
    }
  return false;
}

void Head::Lattice::place_lesions(const Traits &traits) {
  if (traits.lesion_count <= 0) return;
  Random random(Random::mixed(traits.seed + 991));
  const int more = (traits.lesion_count + 4) / 5;
  const int count = traits.lesion_count + more * std::max(0, traits.visit - 1);
  for (int tries = 0; tries < 200000 && static_cast<int>(lesions.size()) < count; ++tries) {
    const auto number = static_cast<int>(lesions.size());
    const bool near_ventricles = number % 5 < 3;
    const Vec3 centre{random.between(-55, 55), random.between(-85, 55), random.between(-12, 60)};
    const double r = random.between(2.2, near_ventricles ? 5.5 : 3.8);
    Lesion lesion{.centre_ras_mm = centre,
                  .radii_mm = near_ventricles ? Vec3{r * 1.3, r * 0.8, r * 1.2} : Vec3{r, r, r}};
    if (number >= traits.lesion_count)
      lesion.since_visit = 2 + (number - traits.lesion_count) / more;
    if (fits(lesion, near_ventricles)) lesions.push_back(lesion);
  }
  for (const Lesion &lesion : lesions) {
    const Vec3 &c = lesion.centre_ras_mm;
    for (double z = c[2] - 9; z <= c[2] + 9; ++z)
      for (double y = c[1] - 9; y <= c[1] + 9; ++y)
        for (double x = c[0] - 9; x <= c[0] + 9; ++x) {
          const double a = (x - c[0]) / lesion.radii_mm[0], b = (y - c[1]) / lesion.radii_mm[1],
                       d = (z - c[2]) / lesion.radii_mm[2];
          if (a * a + b * b + d * d > 1 || nearest({x, y, z}) != Tissue::white) continue;
          const Vec3 &f = first_ras_mm;
          tissues[offset(static_cast<int>(std::floor(x - f[0] + 0.5)),
                         static_cast<int>(std::floor(y - f[1] + 0.5)),
                         static_cast<int>(std::floor(z - f[2] + 0.5)))] = Tissue::lesion;
        }
  }
}

} // namespace curate::support
