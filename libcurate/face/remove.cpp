#include <algorithm>
#include <libcurate/face/remove.hpp>
#include <libcurate/face/shows_head.hpp>

namespace curate::face {

Defaced Remover::remove(volume::CleanVolume &picture, Defacer &defacer,
                        std::span<const Removal> session, const Removal *of_same_frame) {
  Defaced defaced;
  if (!shows_head(picture)) {
    const bool too_coarse = !may_hold_a_face(picture.grid());
    defaced.verdict.outcome = too_coarse ? Outcome::too_coarse : Outcome::no_face;
    defaced.verdict.code = too_coarse ? "FACE-TOO-COARSE" : "FACE-NO-HEAD";
    defaced.verdict.reason = too_coarse ? "the picture is too coarse or too thin to hold a face"
                                        : "the picture shows no head";
    return defaced;
  }
  const std::vector<float> values = first_volume(picture.voxels(), picture.grid());
  const bool is_ct = picture.acquisition().series.modality == dicom::Modality::ct;
  defaced = defacer.deface({values, picture.grid(), is_ct ? Scale::hounsfield : Scale::arbitrary},
                           session, of_same_frame);
  if (defaced.verdict.outcome == Outcome::removed) {
    blank(picture.voxels_, picture.grid(), defaced.mask, *defaced.removal, defacer.options().fill);
    picture.acquisition_.defacing = volume::Defacing{.is_verified = true};
  }
  return defaced;
}

bool Remover::follow(volume::CleanVolume &picture, const Removal &other, Fill how,
                     bool is_verified) {
  const auto mask = mask_on(other, picture.grid());
  if (std::ranges::find(mask, std::uint8_t{1}) == mask.end()) return false;
  blank(picture.voxels_, picture.grid(), mask, other, how);
  picture.acquisition_.defacing = volume::Defacing{.is_verified = is_verified};
  return true;
}

} // namespace curate::face
