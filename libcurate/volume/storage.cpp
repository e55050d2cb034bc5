#include <algorithm>
#include <cmath>
#include <libcurate/volume/storage.hpp>

namespace curate::volume {
namespace {

constexpr Vec3 ras_of(const Vec3 &lps) {
  return {-lps[0], -lps[1], lps[2]};
}

} // namespace

Storage nearest_ras(const Lattice &lattice) {
  std::array<Vec3, 3> axes;
  for (std::size_t a = 0; a < 3; ++a)
    axes[a] = ras_of(unit(lattice.step_lps_mm[a]));
  std::array<std::size_t, 3> order{0, 1, 2}, best = order;
  double best_sum = -1;
  do {
    double sum = 0;
    for (std::size_t world = 0; world < 3; ++world)
      sum += std::abs(axes[order[world]][world]);
    if (sum > best_sum + 1e-9) { // ties keep the first, whatever the rounding
      best_sum = sum;
      best = order;
    }
  } while (std::ranges::next_permutation(order).found);
  Storage out;
  for (std::size_t world = 0; world < 3; ++world)
    out[world] = {best[world], axes[best[world]][world] < 0};
  return out;
}

Grid grid_of(const Lattice &lattice, const Storage &storage) {
  Grid out;
  Vec3 origin = lattice.origin_lps_mm;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto [source, is_flipped] = storage[axis];
    const int size = lattice.size[source];
    out.size[axis] = size;
    const Vec3 step = lattice.step_lps_mm[source];
    if (is_flipped) origin = origin + step * (size - 1);
    out.index_to_ras_mm.set_column(axis, ras_of(is_flipped ? step * -1 : step));
  }
  out.index_to_ras_mm.set_column(3, ras_of(origin));
  return out;
}

Strides strides_of(const Lattice &lattice, const Storage &storage) {
  Strides out;
  std::ptrdiff_t stride = 1;
  for (const auto &[source, is_flipped] : storage) {
    const std::ptrdiff_t size = lattice.size[source];
    out.step[source] = is_flipped ? -stride : stride;
    if (is_flipped) out.first += stride * (size - 1);
    stride *= size;
  }
  return out;
}

} // namespace curate::volume
