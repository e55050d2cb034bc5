#include <cmath>
#include <libcurate/volume/scaling.hpp>

namespace curate::volume {
namespace {

// No scanner scales by more; the results stay within what a NIfTI header holds.
constexpr double most = 1e12;

bool is_usable(double slope) {
  return std::abs(slope) <= most && std::abs(slope) >= 1 / most;
}

} // namespace

Linear scaling_of(const dicom::Frame &frame, dicom::Manufacturer manufacturer) {
  const dicom::Scaling &s = frame.scaling;
  const double slope = is_usable(s.slope) ? s.slope : 1;
  const double intercept = std::abs(s.intercept) <= most ? s.intercept : 0;
  if (manufacturer == dicom::Manufacturer::philips) {
    const double scale = s.philips_scale_slope.value_or(0);
    if (is_usable(scale)) return {1 / scale, intercept / (slope * scale)};
    const double real_world_intercept = s.real_world_intercept.value_or(0);
    if (is_usable(s.real_world_slope.value_or(0)) && std::abs(real_world_intercept) <= most)
      return {*s.real_world_slope, real_world_intercept};
  }
  return s.has_rescale ? Linear{slope, intercept} : Linear{};
}

} // namespace curate::volume
