#include "libcurate/dicom/diffusion_series.hpp"

#include <algorithm>

namespace curate::dicom {

namespace {

constexpr double smallest_weighting_s_per_mm2 = 6; // Source: dcm2niix issue 352

bool is_weighted(const Frame &frame) {
  return frame.diffusion && frame.diffusion->b_value_s_per_mm2.value_or(0) > 0;
}

bool has_direction(const Frame &frame) {
  return frame.diffusion && base::length(frame.diffusion->direction) > 0;
}

bool is_mean(const Frame &frame, Manufacturer manufacturer) {
  if (!frame.diffusion ||
      frame.diffusion->b_value_s_per_mm2.value_or(0) < smallest_weighting_s_per_mm2)
    return false;
  return frame.diffusion->is_isotropic ||
         (manufacturer == Manufacturer::philips && !has_direction(frame));
}

bool is_at(const Frame &frame, const Vec3 &position_lps_mm) {
  return base::length(frame.position_lps_mm - position_lps_mm) < 0.01;
}

} // namespace

void complete_unweighted(std::span<Frame> frames, const SeriesFacts &facts) {
  const Manufacturer manufacturer = facts.manufacturer;
  const bool is_silent = manufacturer == Manufacturer::ge ||
                         manufacturer == Manufacturer::toshiba ||
                         manufacturer == Manufacturer::canon;
  if (!is_silent || (!facts.is_diffusion && std::ranges::none_of(frames, is_weighted))) return;
  const bool is_directional =
      manufacturer == Manufacturer::ge && std::ranges::any_of(frames, has_direction);
  for (Frame &frame : frames) {
    if (!frame.diffusion) {
      frame.diffusion.emplace();
      frame.diffusion->b_value_s_per_mm2 = 0.0;
    } else if (is_directional && frame.flavor == Flavor::original && !has_direction(frame) &&
               frame.diffusion->is_isotropic) {
      frame.diffusion->b_value_s_per_mm2 = 0.0;
      frame.diffusion->is_isotropic = false;
    }
  }
}

void set_isotropic_aside(std::span<Frame> frames, Manufacturer manufacturer) {
  const auto is_original_mean = [&](const Frame &frame) {
    return frame.flavor == Flavor::original && is_mean(frame, manufacturer);
  };
  const auto first = std::ranges::find_if(frames, is_original_mean);
  if (first == frames.end()) return;
  const auto others = std::ranges::count_if(frames, [&](const Frame &frame) {
    return frame.flavor == Flavor::original && is_at(frame, first->position_lps_mm) &&
           !is_mean(frame, manufacturer);
  });
  if (others < 2) return;
  for (Frame &frame : frames)
    if (is_original_mean(frame)) frame.flavor = Flavor::trace;
}

} // namespace curate::dicom
