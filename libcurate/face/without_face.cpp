#include <algorithm>
#include <cmath>
#include <libcurate/face/resample.hpp>
#include <libcurate/face/right_angles.hpp>
#include <libcurate/face/standing.hpp>
#include <libcurate/face/surfaces.hpp>
#include <libcurate/face/without_face.hpp>

namespace curate::face {

namespace {

/// Heads without a face, real and made, say 0.10 to 0.45, the template itself 2.5; bodies that
/// stand otherwise mostly below 0.08. Source: docs/decisions/faces.md, as all measures here.
constexpr double like_without_face = 0.09;
/// Of what was taken away so much holds one value: measured 0.99 and more of the place, 1.00 of the
/// face. Of heads with a face on black air at most 0.25 of it, of heads turned round 0.87.
constexpr double nearly_all = 0.98;
constexpr std::size_t fewest_points = 1000;

/// A head that looks to another side scores 1.4, under all three lights. The cut surface of one
/// without a face has scored 0.66, under two of them.
constexpr double seen_for_certain = 1.0;

/// Of the scalp that a brain without its skull lacks: measured 0.99; of a head at most 0.45.
constexpr double scalp_that_brains_lack = 0.9;
/// Source: intracranial volumes of adults reach some 1,900 ml.
constexpr double largest_brain_ml = 2200;

/// The atlas as an affine lays it, nothing of which was seen.
Placing laid_out(const PreparedAtlas &atlas, const Affine &atlas_to_subject) {
  Placing placing;
  placing.atlas_to_subject = atlas_to_subject;
  placing.right_eye_ras_mm = atlas_to_subject.apply(atlas.atlas.landmarks.right_eye);
  placing.left_eye_ras_mm = atlas_to_subject.apply(atlas.atlas.landmarks.left_eye);
  return placing;
}

/// The region that is looked at: what `removal_of` takes less what placings differ by.
struct Region {
  Removal removal;
  Vec3 middle{};
  double below_mm = 0, forward_mm = 0, margin_mm = 0;

  bool is_before(const Vec3 &ras_mm) const {
    const Vec3 from = ras_mm - middle;
    return dot(from, removal.up) <= below_mm && dot(from, removal.forward) >= forward_mm;
  }
  bool holds(const Vec3 &ras_mm) const {
    return is_before(ras_mm) && !removal.brain.holds(ras_mm, margin_mm);
  }
};

Region region_of(const PreparedAtlas &atlas, const Affine &atlas_to_subject, Depth depth) {
  const Placing placing = laid_out(atlas, atlas_to_subject);
  Region region{removal_of(atlas, placing, {}, false)};
  region.middle = (placing.right_eye_ras_mm + placing.left_eye_ras_mm) * 0.5;
  region.below_mm = depth == Depth::whole ? 16 : 0;
  region.forward_mm = depth == Depth::whole ? -42 : -10;
  region.margin_mm = depth == Depth::whole ? 17 : 14;
  return region;
}

/// The values of all voxels within a region.
std::vector<float> values_within(const Region &region, const ImageView &view) {
  std::vector<float> values;
  const Vec3 step = view.grid.index_to_ras_mm.column(0);
  const float *row = view.values.data();
  for (int k = 0; k < view.grid.size[2]; ++k)
    for (int j = 0; j < view.grid.size[1]; ++j, row += view.grid.size[0]) {
      const Vec3 first = view.grid.index_to_ras_mm.apply({0, 1.0 * j, 1.0 * k});
      const Stretch brain = region.removal.brain.held(first, step, region.margin_mm);
      for (int i = 0; i < view.grid.size[0]; ++i)
        if (!(i > brain.first && i < brain.second) && region.is_before(first + step * i))
          values.push_back(row[i]);
    }
  return values;
}

struct Count {
  std::size_t inside = 0, same = 0;
  double part() const {
    return inside > 0 ? static_cast<double>(same) / static_cast<double>(inside) : 0;
  }
};

/// Of points of the atlas that lie within the picture, those whose voxel holds a value.
Count count_of(const std::vector<Vec3> &points, const Affine &atlas_to_subject,
               const ImageView &view, float value, const auto &is_asked) {
  Count count;
  const auto to_index = view.grid.index_to_ras_mm.inverse();
  if (!to_index) return count;
  for (const Vec3 &point : points) {
    const Vec3 place = atlas_to_subject.apply(point);
    if (!is_asked(place)) continue;
    const auto at = voxel_at(to_index->apply(place), view.grid);
    if (!at) continue;
    ++count.inside;
    if (view.values[*at] == value) ++count.same;
  }
  return count;
}

bool is_empty(const Emptiness &found) {
  return found.same >= nearly_all && found.face >= nearly_all && found.face_points >= fewest_points;
}

bool is_brain_alone(const PreparedAtlas &atlas, const ImageView &view) {
  const Registration laid = Registrar(atlas.brain_pyramid, view).best();
  return laid.is_plausible && laid.likeness >= like_without_face &&
         emptiness(atlas, view, laid.atlas_to_subject, Depth::whole).scalp >=
             scalp_that_brains_lack;
}

} // namespace

Emptiness emptiness(const PreparedAtlas &atlas, const ImageView &view,
                    const Affine &atlas_to_subject, Depth depth) {
  Emptiness found;
  const Region region = region_of(atlas, atlas_to_subject, depth);
  std::vector<float> values = values_within(region, view);
  if (values.empty()) return found;
  // Where nearly all hold one value, the middle one is it.
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  const float value = *half;
  found.same =
      static_cast<double>(std::ranges::count(values, value)) / static_cast<double>(values.size());
  const Count face = count_of(atlas.face, atlas_to_subject, view, value,
                              [&](const Vec3 &place) { return region.holds(place); });
  found.face = face.part();
  found.face_points = face.inside;
  const Count scalp =
      count_of(atlas.scalp, atlas_to_subject, view, value, [](const Vec3 &) { return true; });
  found.scalp = scalp.part();
  return found;
}

bool is_seen_from_any_side(const ImageView &view, Detector &detector) {
  const Surfaces surfaces(view);
  const auto levels = surfaces.thresholds();
  const std::array<View, 1> straight{};
  for (std::size_t level = 0; level < levels.size();
       level += std::max<std::size_t>(1, levels.size() - 1)) {
    const auto surface = surfaces.at(levels[level]);
    if (!surface) continue;
    for (const Affine &turn : right_angle_turns()) {
      const Axes side{turn.column(0), turn.column(1), turn.column(2)};
      const auto face = look_for_face(Renderer(*surface, side), detector, straight);
      if (!face) continue;
      const bool under_all = face->hits == face->pictures && face->score >= face_score;
      if (under_all || face->score >= seen_for_certain) return true;
    }
  }
  return false;
}

std::optional<WithoutFace> without_face(const PreparedAtlas &atlas, const ImageView &view,
                                        const Search &search, Detector &detector) {
  if (search.face && search.face->score >= face_score) return {};
  WithoutFace found{Left::head, Registrar(atlas.faceless_pyramid, view).best()};
  const Registration &laid = found.registration;
  if (!laid.is_plausible || laid.likeness < like_without_face) return {};
  if (!is_empty(emptiness(atlas, view, laid.atlas_to_subject, Depth::front))) return {};
  if (!is_empty(emptiness(atlas, view, laid.atlas_to_subject, Depth::whole)))
    found.left = Left::part_of_face;
  if (!stands_upright(atlas.faceless_pyramid, view, laid.atlas_to_subject) ||
      is_seen_from_any_side(view, detector))
    return {};
  if (search.volume_ml < largest_brain_ml && is_brain_alone(atlas, view)) found.left = Left::brain;
  return found;
}

Placing place_without_face(const PreparedAtlas &atlas, const WithoutFace &found) {
  Placing placing = laid_out(atlas, found.registration.atlas_to_subject);
  switch (found.left) {
  case Left::brain:
    placing.verdict.code = "FACE-SKULL-STRIPPED";
    placing.verdict.reason = "the picture shows a brain without its skull";
    break;
  case Left::head:
    placing.verdict.code = "FACE-ALREADY-REMOVED";
    placing.verdict.reason = "the face was taken away before";
    break;
  case Left::part_of_face:
    placing.verdict.face = Found::unsure;
    placing.verdict.placed_by = PlacedBy::registration;
    break;
  }
  return placing;
}

} // namespace curate::face
