#include <libcurate/face/between_slices.hpp>
#include <libcurate/face/surfaces.hpp>
#include <libcurate/face/threshold.hpp>

namespace curate::face {

Surfaces::Surfaces(const ImageView &view)
    : image_(resampled(view, 1)), slices_(view.grid), scale_(view.scale) {
  smooth(image_);
}

std::vector<float> Surfaces::thresholds() const {
  return face::thresholds(image_, scale_);
}

std::optional<Surface> Surfaces::at(float threshold) const {
  auto surface = surface_of(image_, threshold);
  if (surface) lead_over(*surface, slices_);
  return surface;
}

} // namespace curate::face
