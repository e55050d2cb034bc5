#pragma once

#include "tests/support/head.hpp"

namespace curate::support {

/// Where the fibres of the white matter run: unit, RAS.
Vec3 fibre_ras(const Vec3 &ras_mm);
/// What white matter gives at a place; with diffusion it depends on the fibres there.
float white_matter(const Scan &scan, const Vec3 &ras_mm);
/// How far the field is off at a place: air in sinuses and ears bends it.
double field_hz(const Vec3 &ras_mm);
/// How bright the coil and the sequence see a place: about 1.
double shading(const Scan &scan, const Vec3 &ras_mm);

} // namespace curate::support
