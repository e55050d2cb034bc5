#include <algorithm>
#include <cmath>
#include <libcurate/face/placing.hpp>

namespace curate::face {

namespace {

/// Where both say the same. Source: the feasibility study behind the project: on defaced heads the
/// two places differ by 18 to 32 mm, on faces by less than 15.
constexpr double same_place_mm = 15;
/// Heads laid over Colin27 say 0.14 and more, phantoms and headers that lie at most 0.11:
/// docs/decisions/faces.md.
constexpr double like_a_head = 0.12, like_nothing = 0.02;
/// Of a head whose face was cut off that much may be left to compare, and no face may be seen at
/// all: only then is it believed that there is none.
constexpr double like_part_of_a_head = 0.06, like_a_brain = 0.09;
/// A detection that no defaced head reaches (they score 0.7 at most, in few pictures): it is right
/// whatever registration says.
constexpr double certain_score = 1.0;
constexpr int certain_hits = 20;
/// Of the tissue that a face or a scalp has; where it was cut off, less.
constexpr double hardly_any = 0.2;

struct Share {
  double bright = 0, inside = 0;
};

Share share_of(const std::vector<Vec3> &points, const Affine &atlas_to_subject,
               const ImageView &view, float threshold) {
  const auto to_index = view.grid.index_to_ras_mm.inverse();
  if (!to_index || points.empty()) return {};
  const Affine to = *to_index * atlas_to_subject;
  double inside = 0, bright = 0;
  for (const Vec3 &point : points) {
    const auto at = voxel_at(to.apply(point), view.grid);
    if (!at) continue;
    ++inside;
    if (view.values[*at] > threshold) ++bright;
  }
  return {inside > 0 ? bright / inside : 0, inside / static_cast<double>(points.size())};
}

/// The atlas turned and scaled so that its eyes and chin lie where the detector saw them.
Affine laid_by_face(const Landmarks &marks, const Face &face) {
  const auto frame = [](const Vec3 &right, const Vec3 &left, const Vec3 &chin) {
    const Vec3 middle = (right + left) * 0.5, x = unit(right - left);
    const Vec3 down = chin - middle;
    const Vec3 z = unit((down - x * dot(down, x)) * -1);
    Affine affine;
    affine.set_column(0, x);
    affine.set_column(1, cross(z, x));
    affine.set_column(2, z);
    affine.set_column(3, middle);
    return affine;
  };
  // The atlas's chin lies 10 mm in front of the eyeballs' middles, as the skin of a chin does.
  const Affine there = frame(face.right_eye_ras_mm, face.left_eye_ras_mm, face.chin_ras_mm),
               here = frame(marks.right_eye, marks.left_eye, marks.chin);
  const double scale = std::clamp(length(face.right_eye_ras_mm - face.left_eye_ras_mm) /
                                      length(marks.right_eye - marks.left_eye),
                                  0.85, 1.1);
  Affine grown;
  for (std::size_t a = 0; a < 3; ++a)
    grown.m[a][a] = scale;
  Affine laid = there * grown * here.inverse().value_or(Affine{});
  for (auto &row : laid.m)
    for (double &value : row)
      value = std::round(value * 1e4) / 1e4;
  return laid;
}

/// The registration moved along so that its eyes lie where the detector sees them.
Affine shifted_to(const Face &face, const Landmarks &marks, const Registration &registration) {
  const Vec3 there = (face.right_eye_ras_mm + face.left_eye_ras_mm) * 0.5,
             here = registration.to_subject((marks.right_eye + marks.left_eye) * 0.5);
  Affine shifted = registration.atlas_to_subject;
  shifted.set_column(3, shifted.column(3) + there - here);
  return shifted;
}

bool lies_like_a_head(const Registration &registration) {
  return registration.is_plausible && registration.likeness >= like_a_head;
}

Verdict refused(Found face, std::string code, std::string reason, std::string remedy) {
  Verdict verdict;
  verdict.face = face;
  verdict.outcome = Outcome::refused;
  verdict.code = std::move(code);
  verdict.reason = std::move(reason);
  verdict.remedy = std::move(remedy);
  return verdict;
}

Verdict nothing_there(std::string code, std::string reason) {
  Verdict verdict;
  verdict.code = std::move(code);
  verdict.reason = std::move(reason);
  return verdict;
}

/// The verdict where what was taken away before is not there to be taken.
std::optional<Verdict> cut_off(const Evidence &evidence) {
  const bool seen = evidence.search.face && evidence.search.face->score > search_bar;
  const bool lies_well =
      evidence.registration.is_plausible && evidence.registration.likeness >= like_part_of_a_head;
  if (!lies_well || seen) return {};
  if (evidence.scalp_tissue < hardly_any && evidence.face_tissue < hardly_any)
    return refused(Found::unsure, "FACE-NOT-PLACED",
                   "what the picture shows has neither a face nor a scalp where a head has them",
                   "look at the picture; check its orientation, or leave it out");
  if (evidence.face_inside < 0.05)
    return nothing_there("FACE-NOT-IN-PICTURE", "the picture ends above the face");
  return {};
}

/// The verdict where only registration may place the face, or nothing can.
Verdict without_detection(const Evidence &evidence) {
  const Registration &registration = evidence.registration;
  if (auto verdict = cut_off(evidence)) return *verdict;
  if (!lies_like_a_head(registration)) {
    if (registration.likeness < like_nothing)
      return nothing_there("FACE-NO-HEAD", "what the picture shows has no likeness to a head");
    return refused(Found::unsure, "FACE-NOT-PLACED",
                   "there may be a head in the picture, but its face could not be placed",
                   "look at the picture; check its orientation, or leave it out");
  }
  Verdict verdict;
  verdict.face = Found::unsure;
  verdict.placed_by = PlacedBy::registration;
  return verdict;
}

} // namespace

bool agree(const PreparedAtlas &atlas, const Registration &registration, const Face &face) {
  if (!registration.is_plausible) return false;
  const Landmarks &marks = atlas.atlas.landmarks;
  return length(registration.to_subject(marks.right_eye) - face.right_eye_ras_mm) <=
             same_place_mm &&
         length(registration.to_subject(marks.left_eye) - face.left_eye_ras_mm) <= same_place_mm;
}

bool is_certain(const Face &face) {
  return face.score >= certain_score && face.hits >= certain_hits;
}

namespace {

/// Nothing where no face is seen.
std::optional<Hint> hint_of(const Landmarks &marks, const std::optional<Face> &seen) {
  if (!seen || seen->score < face_score) return {};
  return Hint{laid_by_face(marks, *seen),
              {marks.right_eye, marks.left_eye},
              {seen->right_eye_ras_mm, seen->left_eye_ras_mm},
              is_certain(*seen) ? Trust::certain : Trust::likely};
}

void measure_tissue(const PreparedAtlas &atlas, const ImageView &view, Evidence &evidence) {
  if (!evidence.registration.is_plausible) return;
  const auto &to = evidence.registration.atlas_to_subject;
  const float threshold = evidence.search.threshold.value_or(0);
  const Share face = share_of(atlas.face, to, view, threshold);
  evidence.face_tissue = face.bright;
  evidence.face_inside = face.inside;
  evidence.scalp_tissue = share_of(atlas.scalp, to, view, threshold).bright;
}

} // namespace

void weigh(const PreparedAtlas &atlas, const ImageView &view, Evidence &evidence) {
  evidence.registrar = std::make_shared<const Registrar>(atlas.pyramid, view);
  const auto [alone, best] =
      evidence.registrar->both(hint_of(atlas.atlas.landmarks, evidence.search.face));
  evidence.likeness_alone = alone.is_plausible ? alone.likeness : 0;
  evidence.registration = best;
  measure_tissue(atlas, view, evidence);
}

void weigh_leaning(const PreparedAtlas &atlas, const ImageView &view, Detector &detector,
                   Evidence &evidence) {
  Search leaning = evidence.search;
  if (!look_upright(leaning, detector)) return;
  const auto hint = hint_of(atlas.atlas.landmarks, leaning.face);
  if (!hint) return;
  const Registration other = evidence.registrar->near({hint->start}, *hint);
  const bool is_better =
      !evidence.registration.is_plausible || other.likeness > evidence.registration.likeness;
  if (!other.is_plausible || !is_better) return;
  evidence.search = std::move(leaning);
  evidence.registration = other;
  measure_tissue(atlas, view, evidence);
}

void weigh_again(const PreparedAtlas &atlas, const ImageView &view, Evidence &evidence) {
  const auto hint = hint_of(atlas.atlas.landmarks, evidence.search.face);
  if (!hint || hint->trust == Trust::likely || !evidence.registrar) return;
  evidence.registration = evidence.registrar->near(evidence.registration, *hint);
  measure_tissue(atlas, view, evidence);
}

namespace {

/// Whether eyes lie where a face has them that is there for certain. What lies well behind those
/// is something else in the orbits.
bool lie_in_face(const Eyes &eyes, const std::optional<Face> &seen, const Vec3 &forward) {
  constexpr double most_mm = 12, most_behind_mm = 6;
  if (!seen || !is_certain(*seen)) return true;
  const auto lies = [&](const Vec3 &from_seen) {
    return length(from_seen) <= most_mm && dot(from_seen, forward) >= -most_behind_mm;
  };
  return lies(eyes[0] - seen->right_eye_ras_mm) && lies(eyes[1] - seen->left_eye_ras_mm);
}

} // namespace

void look_for_eyeballs(const PreparedAtlas &atlas, const ImageView &view, Evidence &evidence) {
  constexpr double much_worse = 0.85, turned_cosine = 0.9903; // 8 degrees
  const Registration &known = evidence.registration;
  if (!known.is_plausible) return;
  const Landmarks &marks = atlas.atlas.landmarks;
  const Eyes of_atlas{marks.right_eye, marks.left_eye};
  const Eyes laid{known.to_subject(of_atlas[0]), known.to_subject(of_atlas[1])};
  std::vector<Eyes> thought{laid};
  if (const auto &seen = evidence.search.face; seen && seen->score >= face_score)
    thought.push_back({seen->right_eye_ras_mm, seen->left_eye_ras_mm});
  const Vec3 forward = axes_of(known.atlas_to_subject).forward;
  const auto eyes = eyeballs_near(view, thought, forward, length(laid[0] - laid[1]));
  if (!eyes || !lie_in_face(*eyes, evidence.search.face, forward)) return;
  const Registration by_eyes =
      evidence.registrar->near(known, {known.atlas_to_subject, of_atlas, *eyes, Trust::exact});
  // Two dark spots are not eyes where the head does not follow them, or has to turn for it.
  const Axes now = axes_of(by_eyes.atlas_to_subject), before = axes_of(known.atlas_to_subject);
  const bool is_turned = dot(now.forward, before.forward) < turned_cosine ||
                         dot(now.right, before.right) < turned_cosine;
  if (!by_eyes.is_plausible || is_turned || by_eyes.likeness < much_worse * known.likeness) return;
  evidence.eyes = eyes;
  evidence.registration = by_eyes;
  measure_tissue(atlas, view, evidence);
}

namespace {

/// Whether the atlas lies much less likely since it was laid by what was seen of a face.
bool is_doubtful(const Evidence &evidence) {
  constexpr double much_less = 0.8; // faces that were seen rightly: 0.93 and more
  return evidence.registration.likeness < much_less * evidence.likeness_alone;
}

} // namespace

Placing place(const PreparedAtlas &atlas, const Evidence &evidence) {
  Placing placing;
  const Landmarks &marks = atlas.atlas.landmarks;
  const auto &face = evidence.search.face;
  const bool seen = face && face->score >= face_score;
  placing.atlas_to_subject = evidence.registration.atlas_to_subject;
  placing.right_eye_ras_mm = evidence.registration.to_subject(marks.right_eye);
  placing.left_eye_ras_mm = evidence.registration.to_subject(marks.left_eye);
  if (seen && agree(atlas, evidence.registration, *face)) {
    placing.verdict.placed_by = PlacedBy::detection;
    placing.right_eye_ras_mm = face->right_eye_ras_mm;
    placing.left_eye_ras_mm = face->left_eye_ras_mm;
  } else if (seen && is_certain(*face) && evidence.registration.is_plausible) {
    placing.verdict.placed_by = PlacedBy::detection;
    placing.atlas_to_subject = shifted_to(*face, marks, evidence.registration);
    placing.right_eye_ras_mm = face->right_eye_ras_mm;
    placing.left_eye_ras_mm = face->left_eye_ras_mm;
  } else if (seen && lies_like_a_head(evidence.registration)) {
    placing.verdict = refused(Found::unsure, "FACE-NOT-PLACED",
                              "a face is seen elsewhere than the head as a whole has it",
                              "look at the picture; check its orientation, or leave it out");
  } else {
    placing.verdict = without_detection(evidence);
  }
  if (evidence.eyes) {
    placing.right_eye_ras_mm = (*evidence.eyes)[0];
    placing.left_eye_ras_mm = (*evidence.eyes)[1];
    placing.are_eyes_made_out = true;
  } else if (placing.verdict.code.empty() && is_doubtful(evidence))
    placing.verdict = refused(Found::unsure, "FACE-NOT-PLACED",
                              "what is seen of a face does not fit the head as a whole",
                              "look at the picture; check its orientation, or leave it out");
  if (face) placing.verdict.score_before = face->score;
  if (placing.verdict.code.empty()) placing.verdict.face = seen ? Found::found : Found::unsure;
  return placing;
}

Axes axes_of(const Affine &atlas_to_subject) {
  Axes axes;
  axes.forward = unit(atlas_to_subject.column(1));
  const Vec3 right = atlas_to_subject.column(0);
  axes.right = unit(right - axes.forward * dot(right, axes.forward));
  axes.up = cross(axes.right, axes.forward);
  return axes;
}

Removal removal_of(const PreparedAtlas &atlas, const Placing &placing,
                   const std::optional<OwnBrain> &own, bool keep_eyes) {
  /// Brains differ from the atlas by up to 10 mm where an affine lays it over them (made heads,
  /// docs/decisions/faces.md); a brain's own surface is believed that far beyond.
  constexpr double margin_mm = 9, most_own_mm = 8, eye_mm = 1, unsure_eye_mm = 4;
  const auto rounded = [](Vec3 point) {
    for (double &value : point)
      value = std::round(value * 100) / 100;
    return point;
  };
  const Affine &to = placing.atlas_to_subject;
  const Landmarks &marks = atlas.atlas.landmarks;
  const auto turned = [&](const Vec3 &direction) { return to.apply(direction) - to.column(3); };
  Removal removal;
  removal.right_eye_ras_mm = rounded(placing.right_eye_ras_mm);
  removal.left_eye_ras_mm = rounded(placing.left_eye_ras_mm);
  removal.right_ear_ras_mm = rounded(to.apply(atlas.atlas.landmarks.right_ear));
  removal.left_ear_ras_mm = rounded(to.apply(atlas.atlas.landmarks.left_ear));
  removal.right = unit(removal.right_eye_ras_mm - removal.left_eye_ras_mm);
  const Vec3 up = turned({0, 0, 1});
  removal.up = unit(up - removal.right * dot(up, removal.right));
  removal.forward = cross(removal.up, removal.right);
  removal.atlas_to_subject = to;
  removal.brain = Hull(atlas.brain, to);
  // Where registration and detection differ, the brain may lie by either.
  Affine by_eyes = to;
  by_eyes.set_column(3, to.column(3) + (placing.right_eye_ras_mm + placing.left_eye_ras_mm) * 0.5 -
                            to.apply((marks.right_eye + marks.left_eye) * 0.5));
  removal.brain.unite(Hull(atlas.brain, by_eyes), same_place_mm);
  if (own) removal.brain.unite(Hull(own->border_ras_mm), most_own_mm);
  removal.brain_margin_mm = margin_mm;
  removal.eye_margin_mm = placing.are_eyes_made_out ? eye_mm : unsure_eye_mm;
  removal.keep_eyes = keep_eyes;
  return removal;
}

bool is_skull_stripped(const PreparedAtlas &atlas, const ImageView &view, float threshold) {
  const Registration found = Registrar(atlas.brain_pyramid, view).best();
  return found.is_plausible && found.likeness >= like_a_brain &&
         share_of(atlas.scalp, found.atlas_to_subject, view, threshold).bright < hardly_any &&
         share_of(atlas.face, found.atlas_to_subject, view, threshold).bright < hardly_any;
}

} // namespace curate::face
