#pragma once

#include <algorithm>
#include <cstdint>
#include <libcurate/face/bitmask.hpp>
#include <libcurate/face/resample.hpp>
#include <optional>

namespace curate::face {

/// What encloses a head: on a 1 mm grid along RAS, 255 deep inside, 0 outside, the skin between
/// (at 128). Memory: 1 byte a point.
struct Surface {
  static constexpr float skin = 128;
  /// What a point near the skin holds that lies so far inside it, in points; 1.5 at most tell.
  static std::uint8_t at_depth(float points) {
    return static_cast<std::uint8_t>(skin + 80 * std::clamp(points, -1.5F, 1.5F));
  }

  volume::Grid grid;
  std::vector<std::uint8_t> solid;
  /// The box of the body, indices of the grid: first, and one after last.
  std::array<int, 3> low{}, high{};
  double volume_ml = 0;
};

/// The largest body brighter than a threshold in a smoothed 1 mm picture, opened by 2 mm, holes of
/// its axial slices filled. Nothing where that is below 50 ml.
std::optional<Surface> surface_of(const Image &smoothed, float threshold);

/// Tells a surface the box and the volume of its body.
void measure(Surface &surface, const Bitmask &body);

} // namespace curate::face
