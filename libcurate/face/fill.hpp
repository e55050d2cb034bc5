#pragma once

#include <cstdint>
#include <libcurate/face/removal.hpp>
#include <span>

namespace curate::face {

/// What stands where the face was: the value of air; noise as the air around has it; or a smooth
/// egg, the same for everyone, as bright as a head.
enum class Fill { background, noise, surface };

/// Replaces what a mask takes in a picture of one volume, in place. All else stays as it is.
void fill(std::span<float> values, const volume::Grid &grid, std::span<const std::uint8_t> mask,
          const Removal &removal, Fill how);

/// The same in stored voxels: every volume of them; outside the mask not a bit changes.
void blank(volume::Voxels &voxels, const volume::Grid &grid, std::span<const std::uint8_t> mask,
           const Removal &removal, Fill how);

} // namespace curate::face
