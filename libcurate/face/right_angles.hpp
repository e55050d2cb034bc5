#pragma once

#include <libcurate/base/geometry.hpp>
#include <vector>

namespace curate::face {

/// The 24 proper rotations by right angles, the one that changes nothing first.
std::vector<Affine> right_angle_turns();

} // namespace curate::face
