#include <cmath>
#include <libcurate/volume/scaling.hpp>

namespace curate::volume {
namespace {

// No scanner scales by more; the results stay within what a NIfTI header holds.
constexpr double most = 1e12;

bool is_usable(double slope) {
  return std::abs(slope) <= most && std::abs(slope) >= 1 / most;
}

/// Two values of the straight line in single precision, as dcm2niix reckons them, so that the
/// pictures of both compare equal; where that loses more than 1e-4 of the slope, double precision.
Linear precise(double slope, double intercept, double scale) {
  constexpr double most_lost = 1e-4;
  const Linear exact{1 / scale, intercept / (slope * scale)};
  const auto product = static_cast<float>(slope) * static_cast<float>(scale);
  const auto first = static_cast<float>(intercept) / product;
  const auto second = (static_cast<float>(slope) + static_cast<float>(intercept)) / product;
  const Linear rounded{static_cast<double>(second - first), static_cast<double>(first)};
  const bool is_near = std::abs(rounded.slope - exact.slope) <= most_lost * std::abs(exact.slope);
  return is_near && std::isfinite(rounded.intercept) ? rounded : exact;
}

} // namespace

Linear scaling_of(const dicom::Frame &frame, dicom::Manufacturer manufacturer) {
  const dicom::Scaling &s = frame.scaling;
  const double slope = is_usable(s.slope) ? s.slope : 1;
  const double intercept = std::abs(s.intercept) <= most ? s.intercept : 0;
  if (manufacturer == dicom::Manufacturer::philips) {
    const double scale = s.philips_scale_slope.value_or(0);
    if (is_usable(scale)) return precise(slope, intercept, scale);
    const double real_world_intercept = s.real_world_intercept.value_or(0);
    if (slope == 1 && is_usable(s.real_world_slope.value_or(0)) &&
        std::abs(real_world_intercept) <= most)
      return {*s.real_world_slope, real_world_intercept};
  }
  return s.has_rescale ? Linear{slope, intercept} : Linear{};
}

} // namespace curate::volume
