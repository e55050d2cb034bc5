#include "tests/support/head_contrast.hpp"

#include <algorithm>

namespace curate::support {

namespace {

/// Brightness of each tissue at 3 T, 0 to 1000: read off pictures of such sequences, not computed.
struct Row {
  float t1w, t2w, pdw, flair, bold, dwi, gre_short, gre_long;
  float diffusivity; ///< 1e-3 mm2/s, mean
};

constexpr std::array<Row, tissue_count> rows{{
    {0, 0, 0, 0, 0, 0, 0, 0, 0},                     // air
    {430, 300, 460, 300, 110, 90, 430, 330, 1.0F},   // skin
    {880, 620, 700, 560, 60, 40, 600, 480, 0.3F},    // fat
    {330, 180, 480, 230, 200, 140, 460, 330, 1.5F},  // muscle
    {60, 40, 70, 40, 15, 10, 60, 25, 0.5F},          // compact bone
    {620, 350, 450, 300, 50, 35, 350, 190, 0.4F},    // marrow
    {120, 950, 770, 70, 900, 960, 500, 470, 3.0F},   // csf
    {420, 520, 810, 520, 620, 620, 560, 440, 0.8F},  // grey
    {640, 360, 650, 400, 500, 500, 610, 460, 0.7F},  // white
    {490, 400, 720, 430, 470, 470, 580, 400, 0.75F}, // deep grey
    {110, 980, 760, 70, 850, 900, 470, 440, 2.8F},   // vitreous
    {260, 150, 420, 150, 100, 90, 330, 240, 1.0F},   // lens
    {400, 740, 880, 860, 650, 660, 590, 470, 1.2F},  // lesion
}};

} // namespace

/// exp(-x) for x >= 0, from products alone; relative error below 1e-3 for x < 5.
double decay(double x) {
  double base = 1 / (1 + x / 4096 + x * x / (2.0 * 4096 * 4096));
  for (int doubling = 0; doubling < 12; ++doubling)
    base *= base;
  return base;
}

Vec3 fibre_ras(const Vec3 &ras_mm) {
  const double x = ras_mm[0], y = ras_mm[1], z = ras_mm[2], side = x < 0 ? -x : x;
  // Across in the callosum, up and down in the capsules and the stem, front to back at the sides.
  const double across = side < 22 && z > 8 && z < 34 ? 3 : 0.3;
  const double upward = (side > 12 && side < 32 && y < 15 && y > -40) || z < -8 ? 2 : 0.4;
  const double along = side > 30 ? 2 : 0.5;
  return base::unit({x < 0 ? -across : across, along, upward + z * 0.01});
}

float intensity(Tissue tissue, const Scan &scan) {
  const Row &row = rows[static_cast<std::size_t>(tissue)];
  switch (scan.contrast) {
  case Contrast::t1w:
    return row.t1w;
  case Contrast::t2w:
    return row.t2w;
  case Contrast::pdw:
    return row.pdw;
  case Contrast::flair:
    return row.flair;
  case Contrast::bold:
    return row.bold;
  case Contrast::dwi:
    return row.dwi * static_cast<float>(decay(scan.b_value_s_per_mm2 * 1e-3 *
                                              static_cast<double>(row.diffusivity)));
  case Contrast::gre_short:
    return row.gre_short;
  case Contrast::gre_long:
    return row.gre_long;
  case Contrast::localizer:
    return 0.5F * (row.t1w + row.gre_short);
  case Contrast::field_hz:
    return 0;
  }
  return 0;
}

float white_matter(const Scan &scan, const Vec3 &ras_mm) {
  if (scan.contrast != Contrast::dwi) return intensity(Tissue::white, scan);
  // Source: eigenvalues of white matter about 1.6 and 0.35e-3 mm2/s, Pierpaoli et al. 1996.
  const double along = base::dot(fibre_ras(ras_mm), scan.gradient_ras);
  const double diffusivity = 0.35 + (1.6 - 0.35) * along * along;
  return rows[static_cast<std::size_t>(Tissue::white)].dwi *
         static_cast<float>(decay(scan.b_value_s_per_mm2 * 1e-3 * diffusivity));
}

double field_hz(const Vec3 &ras_mm) {
  const auto bump = [&](Vec3 centre, double width, double height) {
    const Vec3 d = ras_mm - centre;
    const double t = 1 + base::dot(d, d) / (width * width);
    return height / (t * t);
  };
  return bump({0, 55, -30}, 38, 160) + bump({55, -20, -42}, 26, 90) +
         bump({-55, -20, -42}, 26, 85) + bump({0, 0, -130}, 50, -120) + 0.25 * ras_mm[1] - 6;
}

double shading(const Scan &scan, const Vec3 &ras_mm) {
  if (scan.contrast == Contrast::field_hz) return 1;
  const double x = ras_mm[0] / 100, y = (ras_mm[1] + 15) / 100, z = (ras_mm[2] + 10) / 100;
  // The coil sees the rim better than the middle, and the neck hardly.
  double gain = 0.92 + 0.10 * (x * x + y * y) + 0.05 * x - (z < -0.9 ? 0.35 * (-0.9 - z) : 0.0);
  if (scan.contrast == Contrast::bold || scan.contrast == Contrast::dwi) {
    const double hz = field_hz(ras_mm) / 110;
    gain /= 1 + (hz > 0 ? hz * hz * hz * hz : 0); // signal is lost near the sinuses
  }
  return gain < 0.15 ? 0.15 : gain;
}

} // namespace curate::support
