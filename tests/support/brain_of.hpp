#pragma once

#include "tests/support/head.hpp"

namespace curate::support {

/// Whether a tissue is the brain's, wherever it lies.
bool is_brain_tissue(Tissue tissue);

/// Whether a point of a made head lies in its brain. The optic nerves, within 30 mm of the eyes,
/// and the cord, below 65 mm under the origin, are made of white matter too, and are no brain.
bool is_brain(const Head &head, const Vec3 &ras_mm);

} // namespace curate::support
