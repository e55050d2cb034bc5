#pragma once

#include <libcurate/face/image_view.hpp>
#include <optional>

namespace curate::face {

/// The middles of both eyeballs, RAS, mm: the right one first.
using Eyes = std::array<Vec3, 2>;

/// Where the eyeballs lie near one of the places where they are thought to be: two balls of one
/// brightness, each in a shell of another, whatever the contrast, that move much alike from where
/// they were thought and lie some `apart_mm` from each other. Nothing where either does not stand
/// out. `forward`: unit, out of the face; what lies before an eye is not asked. One core: 0.1 s.
std::optional<Eyes> eyeballs_near(const ImageView &view, std::span<const Eyes> thought,
                                  const Vec3 &forward, double apart_mm);

} // namespace curate::face
