#include "tests/support/brain_of.hpp"

namespace curate::support {

bool is_brain_tissue(Tissue tissue) {
  return tissue == Tissue::grey || tissue == Tissue::white || tissue == Tissue::deep_grey ||
         tissue == Tissue::lesion;
}

bool is_brain(const Head &head, const Vec3 &ras_mm) {
  constexpr double lowest_mm = -65, orbit_mm = 30;
  if (!is_brain_tissue(head.at(ras_mm))) return false;
  const auto [right, left] = head.eyes_ras_mm();
  return ras_mm[2] > lowest_mm && length(ras_mm - right) > orbit_mm &&
         length(ras_mm - left) > orbit_mm;
}

} // namespace curate::support
