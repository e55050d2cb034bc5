#include <algorithm>
#include <cmath>
#include <libcurate/face/defacer.hpp>
#include <libcurate/face/placing.hpp>
#include <libcurate/face/residual.hpp>
#include <libcurate/face/shows_head.hpp>
#include <libcurate/face/standing.hpp>
#include <libcurate/face/without_face.hpp>

namespace curate::face {

std::string_view name_of(Found found) {
  switch (found) {
  case Found::found:
    return "found";
  case Found::none:
    return "none";
  case Found::unsure:
    break;
  }
  return "unsure";
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
  case Outcome::removed:
    return "removed";
  case Outcome::refused:
    return "refused";
  case Outcome::no_face:
    return "no_face";
  case Outcome::too_coarse:
    break;
  }
  return "too_coarse";
}

std::string_view name_of(PlacedBy placed) {
  switch (placed) {
  case PlacedBy::nothing:
    return "";
  case PlacedBy::detection:
    return "detection";
  case PlacedBy::registration:
    return "registration";
  case PlacedBy::session:
    break;
  }
  return "session";
}

Scale scale_of(std::span<const float> values) {
  return std::ranges::any_of(values, [](float value) { return value < -500; }) ? Scale::hounsfield
                                                                               : Scale::arbitrary;
}

/// What a first look at a picture gives.
struct Defacer::Look {
  Verdict verdict;
  std::optional<Removal> removal;
  std::optional<float> threshold;
  std::optional<OwnBrain> own_brain; ///< where it is plausible
};

Defacer::Defacer(std::shared_ptr<const PreparedAtlas> atlas, const DefaceOptions &options)
    : atlas_(std::move(atlas)), options_(options), detector_(std::make_unique<Detector>()) {}
Defacer::~Defacer() = default;

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

/// What the grid and the largest body alone rule out.
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

/// Whether a head leans or looks to a side by more than the detector bears.
bool is_turned(const Axes &head) {
  constexpr double most_sine = 0.087; // 5 degrees
  return std::abs(head.right[1]) > most_sine || std::abs(head.right[2]) > most_sine;
}

/// How many of the points surely within a brain a mask takes.
std::size_t taken_of(const OwnBrain &brain, std::span<const std::uint8_t> mask,
                     const volume::Grid &grid) {
  const auto to_index = grid.index_to_ras_mm.inverse();
  if (!to_index || mask.size() != voxel_count(grid)) return 0;
  return static_cast<std::size_t>(std::ranges::count_if(brain.inner_ras_mm, [&](const Vec3 &point) {
    const auto at = voxel_at(to_index->apply(point), grid);
    return at && mask[*at] != 0;
  }));
}

/// The middle of an eyeball and what lies 6 mm around it.
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

/// Whether both eyes go, where they lie in the picture.
bool takes_eyes(const Removal &removal, std::span<const std::uint8_t> mask,
                const volume::Grid &grid) {
  const auto to_index = grid.index_to_ras_mm.inverse();
  if (!to_index) return false;
  const Axes head{removal.right, removal.forward, removal.up};
  const std::array eyes{removal.right_eye_ras_mm, removal.left_eye_ras_mm};
  return std::ranges::all_of(eyes, [&](const Vec3 &eye) {
    return std::ranges::all_of(within_eye(eye, head), [&](const Vec3 &point) {
      const auto at = voxel_at(to_index->apply(point), grid);
      return !at || mask[*at] != 0;
    });
  });
}

/// Whether what was seen leaves room for a face that another picture shows better. A header that
/// lies, or a second head, leaves none.
bool may_follow(const Verdict &verdict) {
  return verdict.code == "FACE-NOT-PLACED" || verdict.code == "FACE-NOT-IN-PICTURE" ||
         verdict.code == "FACE-ALREADY-REMOVED" || verdict.code == "FACE-SKULL-STRIPPED";
}

} // namespace

// Each look from nearer the front of a turned head shows better where its front is.
void Defacer::look_from_front(const ImageView &view, Evidence &evidence) {
  constexpr int most_looks = 3;
  constexpr double same_cosine = 0.9994; // 2 degrees
  for (int looks = 0; looks < most_looks && evidence.registration.is_plausible; ++looks) {
    const Axes head = axes_of(evidence.registration.atlas_to_subject);
    if (looks == 0 && !is_turned(head)) return;
    look_along(head, evidence.search, *detector_);
    weigh_again(*atlas_, view, evidence);
    const Axes now = axes_of(evidence.registration.atlas_to_subject);
    if (dot(now.forward, head.forward) > same_cosine && dot(now.right, head.right) > same_cosine)
      return;
  }
}

Defacer::Look Defacer::look_at(const ImageView &view) {
  Look look;
  if (auto verdict = ruled_out(view)) {
    look.verdict = std::move(*verdict);
    return look;
  }
  Evidence evidence;
  evidence.search = find_face(view, *detector_);
  look.threshold = evidence.search.threshold;
  const bool seen = evidence.search.face && evidence.search.face->score >= face_score;
  if (!seen && body_of(view) == Body::larger) {
    look.verdict = no_head();
    return look;
  }
  if (!atlas_) {
    look.verdict = ended(seen ? Found::found : Found::unsure, Outcome::refused, "FACE-NO-ATLAS",
                         "there is no template head to protect the brain by",
                         "install mricron-data, or name a head and its brain");
    if (evidence.search.face) look.verdict.score_before = evidence.search.face->score;
    return look;
  }
  weigh(*atlas_, view, evidence);
  if (seen) weigh_leaning(*atlas_, view, *detector_, evidence);
  look_from_front(view, evidence);
  look_for_eyeballs(*atlas_, view, evidence);
  Placing placing = place(*atlas_, evidence);
  bool is_doubtful =
      placing.verdict.code == "FACE-NOT-PLACED" || placing.verdict.code == "FACE-SKULL-STRIPPED";
  if (placing.verdict.face != Found::found)
    if (const auto without = without_face(*atlas_, view, evidence.search, *detector_)) {
      placing = place_without_face(*atlas_, *without);
      is_doubtful = false; // which way it stands was looked at
    }
  look.verdict = placing.verdict;
  if (placing.verdict.code == "FACE-NOT-PLACED" && !evidence.search.face &&
      evidence.search.volume_ml < largest_brain_ml &&
      is_skull_stripped(*atlas_, view, look.threshold.value_or(0)))
    look.verdict = ended(Found::none, Outcome::no_face, "FACE-SKULL-STRIPPED",
                         "the picture shows a brain without its skull, or a body of its shape");
  else if (is_doubtful && stands_otherwise(*atlas_, view))
    look.verdict = ended(Found::unsure, Outcome::refused, "FACE-ORIENTATION",
                         "the head does not stand as the picture's header says",
                         "correct the orientation of the picture, or leave it out");
  if (!look.verdict.code.empty()) return look;
  look.own_brain = own_brain(view, placing.atlas_to_subject);
  if (look.own_brain && (!is_plausible(*look.own_brain, placing.atlas_to_subject) ||
                         holds_an_eye(*look.own_brain, placing)))
    look.own_brain.reset();
  look.removal = removal_of(*atlas_, placing, look.own_brain, options_.keep_eyes);
  return look;
}

Verdict Defacer::check(const ImageView &view) {
  Verdict verdict = look_at(view).verdict;
  if (verdict.code.empty()) verdict.outcome = Outcome::removed;
  return verdict;
}

Defaced Defacer::deface(const ImageView &view, std::span<const Removal> session,
                        const Removal *of_same_frame) {
  if (of_same_frame != nullptr)
    if (auto followed = follow(view, *of_same_frame)) return std::move(*followed);
  Look look = look_at(view);
  Defaced defaced;
  defaced.verdict = std::move(look.verdict);
  defaced.removal = std::move(look.removal);
  defaced.threshold = look.threshold;
  const bool is_placed = defaced.removal.has_value();
  if (!is_placed && of_same_frame != nullptr && may_follow(defaced.verdict)) {
    const auto mask = mask_on(*of_same_frame, view.grid);
    if (std::ranges::find(mask, std::uint8_t{1}) == mask.end()) return defaced;
    defaced.removal = *of_same_frame;
    defaced.verdict.placed_by = PlacedBy::session;
    defaced.verdict.code = defaced.verdict.reason = defaced.verdict.remedy = {};
  }
  if (defaced.removal)
    verify(view, session, is_placed ? 0 : of_same_frame->widened, look.own_brain, defaced);
  return defaced;
}

// Nothing where the picture has to be placed by itself.
std::optional<Defaced> Defacer::follow(const ImageView &view, const Removal &other) {
  if (!atlas_ || ruled_out(view)) return {};
  const Search search = find_face(view, *detector_);
  if (!lies_as(atlas_->pyramid, view, search.face, other)) return {};
  Defaced defaced;
  const bool is_seen = search.face && search.face->score >= face_score;
  defaced.verdict.face = is_seen ? Found::found : Found::unsure;
  if (search.face) defaced.verdict.score_before = search.face->score;
  defaced.verdict.placed_by = PlacedBy::session;
  defaced.threshold = search.threshold;
  defaced.removal = other;
  verify(view, {}, other.widened, {}, defaced);
  const bool is_done =
      defaced.verdict.outcome == Outcome::removed && defaced.verdict.removed_voxels > 0;
  return is_done ? std::optional(std::move(defaced)) : std::nullopt;
}

bool Defacer::spares_the_brain(const ImageView &view, const std::optional<OwnBrain> &own_brain,
                               const Defaced &defaced) {
  const Removal &removal = *defaced.removal;
  return brain_voxels_in(defaced.mask, removal, view.grid) == 0 &&
         (removal.keep_eyes || takes_eyes(removal, defaced.mask, view.grid)) &&
         !(own_brain && taken_of(*own_brain, defaced.mask, view.grid) > 0);
}

void Defacer::verify(const ImageView &view, std::span<const Removal> session, int widened_at_first,
                     const std::optional<OwnBrain> &own_brain, Defaced &defaced) {
  Verdict &verdict = defaced.verdict;
  Removal &removal = *defaced.removal;
  verdict.outcome = Outcome::refused;
  bool was_looked_at = false;
  for (removal.widened = widened_at_first; removal.widened <= widest; ++removal.widened) {
    defaced.mask = mask_on(removal, view.grid);
    for (const Removal &other : session)
      unite(defaced.mask, removal, in_this_picture(other, removal), view.grid);
    verdict.widened = removal.widened;
    if (!spares_the_brain(view, own_brain, defaced)) continue;
    std::vector<float> values(view.values.begin(), view.values.end());
    fill(values, view.grid, defaced.mask, removal, options_.fill);
    const ImageView without{values, view.grid, view.scale};
    verdict.score_after = residual_score(without, defaced.threshold, *detector_);
    was_looked_at = true;
    if (verdict.score_after.value_or(-1) > 0) continue;
    verdict.outcome = Outcome::removed;
    verdict.removed_voxels =
        static_cast<std::size_t>(std::ranges::count(defaced.mask, std::uint8_t{1}));
    return;
  }
  removal.widened = verdict.widened;
  defaced.mask.clear();
  verdict.remedy = "look at the picture; leave it out, or cut it by hand";
  if (was_looked_at) {
    verdict.code = "FACE-STILL-FOUND";
    verdict.reason = "a face was still found after the face was taken away";
  } else {
    verdict.code = "FACE-BRAIN-TOUCHED";
    verdict.reason = "the face could not be taken away without the brain";
  }
}

} // namespace curate::face
