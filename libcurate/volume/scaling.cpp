#include <cmath>
#include <libcurate/volume/scaling.hpp>

namespace curate::volume {
namespace {

bool is_usable(double slope) {
  return std::isfinite(slope) && slope != 0;
}

} // namespace

Linear scaling_of(const dicom::Frame &frame, dicom::Manufacturer manufacturer) {
  const dicom::Scaling &s = frame.scaling;
  const double slope = is_usable(s.slope) ? s.slope : 1;
  const double intercept = std::isfinite(s.intercept) ? s.intercept : 0;
  if (manufacturer == dicom::Manufacturer::philips) {
    const double scale = s.philips_scale_slope.value_or(0);
    if (is_usable(scale)) return {1 / scale, intercept / (slope * scale)};
    if (is_usable(s.real_world_slope.value_or(0)))
      return {*s.real_world_slope, s.real_world_intercept.value_or(0)};
  }
  return s.has_rescale ? Linear{slope, intercept} : Linear{};
}

} // namespace curate::volume
