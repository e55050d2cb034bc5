#include <algorithm>
#include <libcurate/face/locate.hpp>
#include <libcurate/face/residual.hpp>

namespace curate::face {

std::vector<View> residual_views() {
  std::vector<View> views;
  // From the middle outwards, so that a face that is left is met early.
  for (const double pitch : {0, 10, -10, 20, -20, 30, -30})
    for (const double yaw : {0, 10, -10, 20, -20, 30, -30})
      views.push_back({yaw, pitch});
  return views;
}

std::optional<double> residual_score(const ImageView &view, std::optional<float> threshold,
                                     Detector &detector) {
  if (!threshold) return {};
  Image image = resampled(view, 1);
  smooth(image);
  const auto surface = surface_of(image, *threshold);
  if (!surface) return {};
  const Renderer renderer(*surface);
  std::optional<double> best;
  for (const View &from : residual_views()) {
    const Sight sight = renderer.look(from, search_camera);
    for (const Light &light : search_lights()) {
      const auto picture = shaded(sight, light);
      const auto hits = detector.faces(picture, search_camera.pixels, search_camera.pixels, -1);
      if (hits.empty()) continue;
      best = std::max(best.value_or(-1), hits.front().score);
      if (*best > 0) return best;
    }
  }
  return best;
}

} // namespace curate::face
