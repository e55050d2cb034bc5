#include <algorithm>
#include <cmath>
#include <libcurate/face/defacer.hpp>
#include <libcurate/face/look.hpp>
#include <libcurate/face/residual.hpp>
#include <libcurate/face/standing.hpp>

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

Defacer::Defacer(std::shared_ptr<const PreparedAtlas> atlas, const DefaceOptions &options)
    : atlas_(std::move(atlas)), options_(options), detector_(std::make_unique<Detector>()) {}
Defacer::~Defacer() = default;

namespace {

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
         verdict.code == "FACE-ALREADY-REMOVED" || verdict.code == "FACE-CUT-BEFORE" ||
         verdict.code == "FACE-SKULL-STRIPPED";
}

} // namespace

Verdict Defacer::check(const ImageView &view) {
  Verdict verdict = look_at(view, atlas_.get(), *detector_, options_.keep_eyes).verdict;
  if (verdict.code.empty()) verdict.outcome = Outcome::removed;
  return verdict;
}

Defaced Defacer::deface(const ImageView &view, std::span<const Removal> session,
                        const Removal *of_same_frame) {
  if (of_same_frame != nullptr)
    if (auto followed = follow(view, *of_same_frame)) return std::move(*followed);
  Look look = look_at(view, atlas_.get(), *detector_, options_.keep_eyes);
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
