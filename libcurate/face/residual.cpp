#include <algorithm>
#include <libcurate/face/locate.hpp>
#include <libcurate/face/residual.hpp>
#include <libcurate/face/surfaces.hpp>

namespace curate::face {

std::vector<View> residual_views() {
  std::vector<View> views;
  // From the middle outwards, so that a face that is left is met early.
  for (const double pitch : {0, 10, -10, 20, -20, 30, -30})
    for (const double yaw : {0, 10, -10, 20, -20, 30, -30})
      views.push_back({yaw, pitch});
  return views;
}

namespace {

/// The best score of what a surface shows from some views, under all lights; the first above 0.
std::optional<double> best_seen(const Surface &surface, std::span<const View> views,
                                Detector &detector) {
  const Renderer renderer(surface);
  std::optional<double> best;
  for (const View &from : views) {
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

} // namespace

std::optional<double> residual_score(const ImageView &view, std::optional<float> threshold,
                                     Detector &detector) {
  const Surfaces surfaces(view);
  std::optional<double> best;
  const auto look = [&](float level, const std::vector<View> &views) {
    const auto surface = surfaces.at(level);
    if (!surface) return;
    if (const auto seen = best_seen(*surface, views, detector))
      best = std::max(best.value_or(-1), *seen);
  };
  if (threshold) look(*threshold, residual_views());
  // Whoever looks at what is written takes the threshold that suits it.
  const std::vector<View> fewer = search_views();
  for (const float level : surfaces.thresholds())
    if (best.value_or(-1) <= 0 && threshold != level) look(level, fewer);
  return best;
}

} // namespace curate::face
