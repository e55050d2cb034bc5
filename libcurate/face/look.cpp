#include <cmath>
#include <libcurate/face/cut_before.hpp>
#include <libcurate/face/look.hpp>
#include <libcurate/face/shows_head.hpp>
#include <libcurate/face/standing.hpp>
#include <libcurate/face/without_face.hpp>

namespace curate::face {

namespace {

Verdict ended(Found face, Outcome outcome, std::string code, std::string reason,
              std::string remedy = {}) {
  Verdict verdict;
  verdict.face = face;
  verdict.outcome = outcome;
  verdict.code = std::move(code);
  verdict.reason = std::move(reason);
  verdict.remedy = std::move(remedy);
  return verdict;
}

/// Source: intracranial volumes of adults reach some 1,900 ml.
constexpr double largest_brain_ml = 2200;

Verdict no_head() {
  return ended(Found::none, Outcome::no_face, "FACE-NO-HEAD", "the picture shows no head");
}

} // namespace

std::optional<Verdict> ruled_out(const ImageView &view) {
  if (!may_hold_a_face(view.grid))
    return ended(Found::none, Outcome::too_coarse, "FACE-TOO-COARSE",
                 "the picture is too coarse or too thin to hold a face");
  if (!shows_head(view)) return no_head();
  if (shows_two_heads(view))
    return ended(Found::unsure, Outcome::refused, "FACE-TWO-HEADS",
                 "the picture shows two bodies of a head's size",
                 "cut it into pictures of one head each");
  return {};
}

std::array<Vec3, 7> within_eye(const Vec3 &eye, const Axes &head) {
  constexpr double mm = 6;
  return {eye,
          eye + head.right * mm,
          eye - head.right * mm,
          eye + head.forward * mm,
          eye - head.forward * mm,
          eye + head.up * mm,
          eye - head.up * mm};
}

namespace {

/// Whether a head leans, looks to a side, or nods by more than leaves the parts of its face where
/// the detector tells them.
bool is_turned(const Axes &head) {
  constexpr double most_sine = 0.087, most_nod_sine = 0.12; // 5 and 7 degrees
  return std::abs(head.right[1]) > most_sine || std::abs(head.right[2]) > most_sine ||
         std::abs(head.forward[2]) > most_nod_sine;
}

/// Whether a brain grew out into the orbits.
bool holds_an_eye(const OwnBrain &brain, const Placing &placing) {
  const Hull hull(brain.border_ras_mm);
  const Axes head = axes_of(placing.atlas_to_subject);
  const std::array eyes{placing.right_eye_ras_mm, placing.left_eye_ras_mm};
  return std::ranges::any_of(eyes, [&](const Vec3 &eye) {
    return std::ranges::any_of(within_eye(eye, head),
                               [&](const Vec3 &point) { return hull.holds(point, 0); });
  });
}

/// Each look from nearer the front of a turned head shows better where its front is.
void look_from_front(const PreparedAtlas &atlas, const ImageView &view, Detector &detector,
                     Evidence &evidence) {
  constexpr int most_looks = 3;
  constexpr double same_cosine = 0.9994; // 2 degrees
  for (int looks = 0; looks < most_looks && evidence.registration.is_plausible; ++looks) {
    const Axes head = axes_of(evidence.registration.atlas_to_subject);
    if (looks == 0 && !is_turned(head)) return;
    look_along(head, evidence.search, detector);
    weigh_again(atlas, view, evidence);
    const Axes now = axes_of(evidence.registration.atlas_to_subject);
    if (dot(now.forward, head.forward) > same_cosine && dot(now.right, head.right) > same_cosine)
      return;
  }
}

bool is_seen(const Evidence &evidence) {
  return evidence.search.face && evidence.search.face->score >= face_score;
}

Verdict without_atlas(const Evidence &evidence) {
  Verdict verdict = ended(is_seen(evidence) ? Found::found : Found::unsure, Outcome::refused,
                          "FACE-NO-ATLAS", "there is no template head to protect the brain by",
                          "install mricron-data, or name a head and its brain");
  if (evidence.search.face) verdict.score_before = evidence.search.face->score;
  return verdict;
}

/// What is against a placing, or for it where there is none: a brain alone, a head that was cut, a
/// header that lies.
std::optional<Verdict> seen_otherwise(const PreparedAtlas &atlas, const ImageView &view,
                                      const Verdict &verdict, const Search &search) {
  const bool is_unplaced = verdict.code == "FACE-NOT-PLACED";
  const float threshold = search.threshold.value_or(0);
  if (is_unplaced && !search.face && search.volume_ml < largest_brain_ml &&
      is_skull_stripped(atlas, view, threshold))
    return ended(Found::none, Outcome::no_face, "FACE-SKULL-STRIPPED",
                 "the picture shows a brain without its skull, or a body of its shape");
  // What is left of a face is seen elsewhere than where the face was.
  if ((is_unplaced || verdict.code.empty()) && was_cut_before(view, threshold))
    return ended(Found::unsure, Outcome::refused, "FACE-CUT-BEFORE",
                 "the head was cut before, and part of its face may be left",
                 "take the picture as it was before it was cut, or leave it out");
  if ((is_unplaced || verdict.code == "FACE-SKULL-STRIPPED") &&
      stands_otherwise(atlas.pyramid, view))
    return ended(Found::unsure, Outcome::refused, "FACE-ORIENTATION",
                 "the head does not stand as the picture's header says",
                 "correct the orientation of the picture, or leave it out");
  return {};
}

/// Where the face lies, or lay; its verdict has a code where nothing is to be taken.
Placing placed(const PreparedAtlas &atlas, const ImageView &view, Detector &detector,
               Evidence &evidence) {
  weigh(atlas, view, evidence);
  if (is_seen(evidence)) weigh_leaning(atlas, view, detector, evidence);
  look_from_front(atlas, view, detector, evidence);
  look_for_eyeballs(atlas, view, evidence);
  Placing placing = place(atlas, evidence);
  if (placing.verdict.face != Found::found)
    if (const auto without = without_face(atlas, view, evidence.search, detector))
      return place_without_face(atlas, *without); // which way it stands was looked at
  if (auto otherwise = seen_otherwise(atlas, view, placing.verdict, evidence.search)) {
    otherwise->score_before = placing.verdict.score_before;
    placing.verdict = std::move(*otherwise);
  }
  return placing;
}

std::optional<OwnBrain> believed_brain(const ImageView &view, const Placing &placing) {
  auto brain = own_brain(view, placing.atlas_to_subject);
  if (brain && (!is_plausible(*brain, placing.atlas_to_subject) || holds_an_eye(*brain, placing)))
    brain.reset();
  return brain;
}

} // namespace

Look look_at(const ImageView &view, const PreparedAtlas *atlas, Detector &detector,
             bool keep_eyes) {
  Look look;
  if (auto verdict = ruled_out(view)) {
    look.verdict = std::move(*verdict);
    return look;
  }
  Evidence evidence;
  evidence.search = find_face(view, detector);
  look.threshold = evidence.search.threshold;
  if (!is_seen(evidence) && body_of(view) == Body::larger) {
    look.verdict = no_head();
    return look;
  }
  if (atlas == nullptr) {
    look.verdict = without_atlas(evidence);
    return look;
  }
  const Placing placing = placed(*atlas, view, detector, evidence);
  look.verdict = placing.verdict;
  if (!look.verdict.code.empty()) return look;
  look.own_brain = believed_brain(view, placing);
  look.removal = removal_of(*atlas, placing, look.own_brain, keep_eyes);
  return look;
}

} // namespace curate::face
