#pragma once

#include <array>
#include <functional>
#include <libcurate/base/geometry.hpp>

namespace curate::face {

/// How a head lies and how large it is against the atlas: nine numbers, in the order in which they
/// are sought.
struct Pose {
  static constexpr std::size_t turn = 0;   ///< three: axis times angle, rad, RAS
  static constexpr std::size_t middle = 3; ///< three: where the middle of the atlas lies, RAS, mm
  static constexpr std::size_t size = 6;   ///< the logarithm of the size
  static constexpr std::size_t breadth = 7, length = 8; ///< logarithms, against the size
  static constexpr std::size_t stiff = 7, all = 9;      ///< how many numbers there are

  std::array<double, all> v{};
};

/// The middle of Colin27's head, RAS, mm: it reaches from the chin, 140 mm below its origin, to 85
/// above, and from -110 to 85 mm along y; turns are about it. What lies below the eyes is not seen.
inline constexpr Vec3 atlas_middle{0, -15, 10};

/// Atlas to subject, RAS, mm.
Affine affine_of(const Pose &pose);

/// The pose nearest to an affine without shears.
Pose pose_of(const Affine &atlas_to_subject);

/// Steps of a climb: the first of each kind; it ends when they have shrunk to `until` of these.
struct Steps {
  double turn_rad, mm, log_size, until;
};

/// Climbs to where `worth` is greatest, changing the first `count` numbers one after the other with
/// ever smaller steps; gives the worth there. The same path every time.
/// Source: Hooke and Jeeves, "Direct search", J ACM 8, 1961.
double climb(const std::function<double(const Affine &)> &worth, Pose &pose, std::size_t count,
             const Steps &steps);

} // namespace curate::face
