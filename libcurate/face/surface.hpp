#pragma once

#include <cstdint>
#include <libcurate/face/bitmask.hpp>
#include <libcurate/face/resample.hpp>
#include <optional>

namespace curate::face {

/// What encloses a head: on a 1 mm grid along RAS, 255 deep inside, 0 outside, the skin between
/// (at 128). Memory: 1 byte a point.
struct Surface {
  volume::Grid grid;
  std::vector<std::uint8_t> solid;
  /// The box of the body, indices of the grid: first, and one after last.
  std::array<int, 3> low{}, high{};
  double volume_ml = 0;
};

/// The largest body brighter than a threshold in a smoothed 1 mm picture, opened by 2 mm, holes of
/// its axial slices filled. Nothing where that is below 50 ml.
std::optional<Surface> surface_of(const Image &smoothed, float threshold);

} // namespace curate::face
