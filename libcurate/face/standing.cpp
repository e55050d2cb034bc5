#include <algorithm>
#include <libcurate/face/right_angles.hpp>
#include <libcurate/face/standing.hpp>
#include <span>

namespace curate::face {

namespace {

/// Source: docs/decisions/faces.md: two ways of placing one face differ by less.
constexpr double same_place_mm = 15;
/// Made and measured heads, any sequence, say 0.09 to 0.19 where a T1w of the session lies,
/// and 1.03 to 2.1 times what they say turned; a header that lies says less than one of its turns.
constexpr double least_likeness = 0.08, upright = 1.02;

struct Standing {
  double likeness = 0, turned = 0;
};

/// The likeness as the atlas is laid there, and the best when it is turned where it lies.
Standing standing_of(const AtlasPyramid &atlas, const ImageView &view,
                     const Affine &atlas_to_subject) {
  const AtlasPyramid subject({{view.values.begin(), view.values.end()}, view.grid});
  const Image &here = subject.at_4_mm();
  if (here.values.empty()) return {};
  const Vec3 stays = atlas_to_subject.apply(atlas_middle);
  Standing standing;
  standing.likeness = likeness_at(atlas.at_4_mm(), here, atlas_to_subject);
  const auto turns = right_angle_turns();
  for (const Affine &turn : std::span(turns).subspan(1)) {
    Affine turned = atlas_to_subject * turn;
    turned.set_column(3, turned.column(3) + stays - turned.apply(atlas_middle));
    standing.turned = std::max(standing.turned, likeness_at(atlas.at_4_mm(), here, turned));
  }
  return standing;
}

} // namespace

bool stands_upright(const AtlasPyramid &atlas, const ImageView &view,
                    const Affine &atlas_to_subject) {
  const Standing standing = standing_of(atlas, view, atlas_to_subject);
  return standing.likeness >= least_likeness && standing.likeness >= upright * standing.turned;
}

bool lies_as(const AtlasPyramid &atlas, const ImageView &view, const std::optional<Face> &seen,
             const Removal &other) {
  if (seen && seen->score >= face_score)
    return length(seen->right_eye_ras_mm - other.right_eye_ras_mm) <= same_place_mm &&
           length(seen->left_eye_ras_mm - other.left_eye_ras_mm) <= same_place_mm;
  return stands_upright(atlas, view, other.atlas_to_subject);
}

bool stands_otherwise(const AtlasPyramid &atlas, const ImageView &view) {
  const double as_held = Registrar(atlas, view).upright();
  const auto turns = right_angle_turns();
  return std::ranges::any_of(std::span(turns).subspan(1), [&](const Affine &turn) {
    ImageView turned = view;
    turned.grid.index_to_ras_mm = turn * view.grid.index_to_ras_mm;
    // A fifth more than as it stands: symmetric bodies stand alike every way.
    return Registrar(atlas, turned).upright() > 1.2 * as_held;
  });
}

} // namespace curate::face
