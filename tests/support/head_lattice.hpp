#pragma once

#include "tests/support/head_shape.hpp"
#include <cmath>

namespace curate::support {

/// The tissues of one head on a 1 mm lattice.
struct Head::Lattice {
  static constexpr std::array<int, 3> size{204, 256, 284};
  static constexpr Vec3 first_ras_mm{-102, -130, -176};

  HeadShape shape;
  std::vector<Lesion> lesions;
  std::vector<Tissue> tissues;

  explicit Lattice(const Traits &traits);

  static std::size_t offset(int i, int j, int k) {
    return (static_cast<std::size_t>(k) * size[1] + static_cast<std::size_t>(j)) * size[0] +
           static_cast<std::size_t>(i);
  }
  Tissue nearest(const Vec3 &ras_mm) const {
    std::array<int, 3> index{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const double at = std::floor(ras_mm[axis] - first_ras_mm[axis] + 0.5);
      if (!(at >= 0 && at < size[axis])) return Tissue::air;
      index[axis] = static_cast<int>(at);
    }
    return tissues[offset(index[0], index[1], index[2])];
  }

private:
  void fill();
  void place_lesions(const Traits &traits);
  bool fits(const Lesion &lesion, bool near_ventricles) const;
};

} // namespace curate::support
