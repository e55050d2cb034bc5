#include <algorithm>
#include <cmath>
#include <iterator>
#include <libcurate/face/locate.hpp>
#include <libcurate/face/surfaces.hpp>
#include <numbers>

namespace curate::face {

namespace {

/// Where the parts of a face lie in the detector's box, as parts of its width and height.
/// Measured on the made-up heads of the tests: docs/decisions/faces.md.
constexpr double eye_from_side = 0.275, eye_from_top = 0.30, nose_from_top = 0.50,
                 chin_from_top = 0.945;
/// Seen from above (by the sine of the pitch) the eyes move up in the box and the nose down.
constexpr double with_pitch = 0.126;
/// Source: axial length of the eye 24 mm, half of it behind a lid of about 1 mm.
constexpr double eye_behind_lid_mm = 13;
/// Eyes this near to where most pictures have them are of the same face.
constexpr double same_face_mm = 30;

/// One picture's face.
struct Seen {
  double score;
  Vec3 right_eye, left_eye, nose, chin;
};

std::optional<Seen> carried_back(const Sight &sight, const View &view, const Hit &hit) {
  const auto at = [&](double across, double down) {
    return sight.point_at(hit.left + across * hit.width, hit.top + down * hit.height);
  };
  const double pitch = std::sin(view.pitch_deg * std::numbers::pi / 180);
  const double eyes_down = eye_from_top - with_pitch * pitch;
  const auto right = at(eye_from_side, eyes_down), left = at(1 - eye_from_side, eyes_down),
             nose = at(0.5, nose_from_top + with_pitch * pitch), chin = at(0.5, chin_from_top);
  if (!right || !left) return {};
  // A point that fell beside the head, or a box that is no face.
  const double apart = base::length(*right - *left);
  if (apart < 40 || apart > 110) return {};
  const Vec3 behind = sight.forward * eye_behind_lid_mm, between = (*right + *left) * 0.5;
  return Seen{hit.score, *right + behind, *left + behind, nose.value_or(between),
              chin.value_or(between - sight.up * 90)};
}

Vec3 between_eyes(const Seen &seen) {
  return (seen.right_eye + seen.left_eye) * 0.5;
}

/// The place that half of all lie on either side of, axis by axis.
Vec3 middle_of(const std::vector<Seen> &all) {
  Vec3 middle{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    std::vector<double> places;
    for (const Seen &seen : all)
      places.push_back(between_eyes(seen)[axis]);
    const auto half = places.begin() + static_cast<std::ptrdiff_t>(places.size() / 2);
    std::nth_element(places.begin(), half, places.end());
    middle[axis] = *half;
  }
  return middle;
}

/// The mean of those near the middle, weighted by score; nothing where none is.
std::optional<Face> mean_of(const std::vector<Seen> &all, int pictures) {
  if (all.empty()) return {};
  const Vec3 middle = middle_of(all);
  Face face{.score = -10, .pictures = pictures};
  double weights = 0;
  for (const Seen &seen : all) {
    if (base::length(between_eyes(seen) - middle) > same_face_mm) continue;
    const double weight = std::max(seen.score, 0.0) + 1e-3;
    ++face.hits;
    weights += weight;
    face.score = std::max(face.score, seen.score);
    face.right_eye_ras_mm = face.right_eye_ras_mm + seen.right_eye * weight;
    face.left_eye_ras_mm = face.left_eye_ras_mm + seen.left_eye * weight;
    face.nose_ras_mm = face.nose_ras_mm + seen.nose * weight;
    face.chin_ras_mm = face.chin_ras_mm + seen.chin * weight;
  }
  if (face.hits == 0) return {};
  for (Vec3 *point :
       {&face.right_eye_ras_mm, &face.left_eye_ras_mm, &face.nose_ras_mm, &face.chin_ras_mm})
    *point = *point * (1 / weights);
  return face;
}

/// The views near the front of a head whose turn is known, its nod within some 10 degrees.
std::vector<View> near_views() {
  std::vector<View> views;
  for (const double pitch_deg : {-20.0, -10.0, 0.0, 10.0})
    for (const double yaw_deg : {-10.0, 0.0, 10.0})
      views.push_back({yaw_deg, pitch_deg});
  return views;
}

/// The five views that choose a threshold.
constexpr std::array<View, 5> first_views{{{0, 0}, {-20, 0}, {20, 0}, {0, -20}, {0, 20}}};

/// The faces that the pictures from one view show.
std::vector<Seen> seen_from(const Renderer &renderer, const View &view, Detector &detector,
                            double bar) {
  std::vector<Seen> all;
  const Sight sight = renderer.look(view, search_camera);
  for (const Light &light : search_lights()) {
    const auto picture = shaded(sight, light);
    for (const Hit &hit : detector.faces(picture, search_camera.pixels, search_camera.pixels, bar))
      if (const auto seen = carried_back(sight, view, hit)) all.push_back(*seen);
  }
  return all;
}

int pictures_from(std::size_t views) {
  return static_cast<int>(views * search_lights().size());
}

/// What the first views of a search show.
using FirstSeen = std::array<std::vector<Seen>, first_views.size()>;

FirstSeen first_seen(const Renderer &renderer, Detector &detector) {
  constexpr double low_bar = -1; // to choose by, where nothing is a face
  FirstSeen first;
  for (std::size_t n = 0; n < first.size(); ++n)
    first[n] = seen_from(renderer, first_views[n], detector, low_bar);
  return first;
}

double score_of(const FirstSeen &first) {
  constexpr double none = -5;
  std::vector<Seen> all;
  for (const auto &seen : first)
    all.insert(all.end(), seen.begin(), seen.end());
  const auto face = mean_of(all, pictures_from(first.size()));
  return face ? face->score : none;
}

/// All views of a search; what its first views show is known.
std::optional<Face> look_from_all(const Renderer &renderer, const FirstSeen &first,
                                  Detector &detector) {
  std::vector<Seen> all;
  const auto views = search_views();
  for (const View &view : views) {
    const auto known = std::ranges::find(first_views, view);
    const auto seen =
        known == first_views.end()
            ? seen_from(renderer, view, detector, search_bar)
            : first[static_cast<std::size_t>(std::distance(first_views.begin(), known))];
    std::ranges::copy_if(seen, std::back_inserter(all),
                         [](const Seen &one) { return one.score >= search_bar; });
  }
  return mean_of(all, pictures_from(views.size()));
}

} // namespace

std::optional<Face> look_for_face(const Renderer &renderer, Detector &detector,
                                  std::span<const View> views) {
  std::vector<Seen> all;
  for (const View &view : views) {
    const auto seen = seen_from(renderer, view, detector, search_bar);
    all.insert(all.end(), seen.begin(), seen.end());
  }
  return mean_of(all, pictures_from(views.size()));
}

Search find_face(const ImageView &view, Detector &detector) {
  const Surfaces surfaces(view);
  Search found;
  std::optional<Surface> chosen;
  FirstSeen first;
  double best = -10;
  for (const float level : surfaces.thresholds()) {
    auto surface = surfaces.at(level);
    if (!surface) continue;
    auto seen = first_seen(Renderer(*surface), detector);
    const double score = score_of(seen);
    if (score <= best) continue;
    best = score;
    found.threshold = level;
    found.volume_ml = surface->volume_ml;
    chosen = std::move(surface);
    first = std::move(seen);
  }
  if (!chosen) return found;
  found.face = look_from_all(Renderer(*chosen), first, detector);
  found.surface = std::make_shared<const Surface>(std::move(*chosen));
  return found;
}

void look_along(const Axes &head, Search &search, Detector &detector) {
  constexpr double much_worse = 0.6;
  if (!search.surface || !search.face) return;
  const auto face = look_for_face(Renderer(*search.surface, head), detector, near_views());
  if (!face || face->score <= much_worse * search.face->score) return;
  Face merged = *face;
  // How sure a face is was told by all pictures.
  merged.score = std::max(face->score, search.face->score);
  merged.hits = search.face->hits;
  merged.pictures = search.face->pictures;
  search.face = merged;
}

namespace {

/// How much of a face nine views show of a head that leans so; 0: none.
double seen_leaning(const Surface &surface, const Axes &head, Detector &detector) {
  const Renderer renderer(surface, head);
  double sum = 0;
  for (const double pitch_deg : {-10.0, 0.0, 10.0})
    for (const double yaw_deg : {-10.0, 0.0, 10.0}) {
      const auto picture =
          shaded(renderer.look({yaw_deg, pitch_deg}, search_camera), search_lights()[1]);
      const auto hits = detector.faces(picture, search_camera.pixels, search_camera.pixels, 0);
      if (!hits.empty()) sum += hits.front().score;
    }
  return sum;
}

Axes leaning_by(double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  Axes head;
  head.right = {std::cos(angle), 0, std::sin(angle)};
  head.up = {-std::sin(angle), 0, std::cos(angle)};
  return head;
}

} // namespace

bool look_upright(Search &search, Detector &detector) {
  if (!search.surface || !search.face) return false;
  double most = seen_leaning(*search.surface, {}, detector), lean_deg = 0;
  for (const double degrees : {-10.0, 10.0, -20.0, 20.0})
    if (const double seen = seen_leaning(*search.surface, leaning_by(degrees), detector);
        seen > most)
      most = seen, lean_deg = degrees;
  if (lean_deg != 0) look_along(leaning_by(lean_deg), search, detector);
  return lean_deg != 0;
}

} // namespace curate::face
