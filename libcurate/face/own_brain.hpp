#pragma once

#include <libcurate/face/image_view.hpp>
#include <optional>

namespace curate::face {

/// The brain as the picture itself shows it, without any template's mask.
struct OwnBrain {
  std::vector<Vec3> border_ras_mm; ///< points of its border, some 3 mm apart
  std::vector<Vec3> inner_ras_mm;  ///< of each point the one 5 mm below: surely within the brain
  double volume_ml = 0;
};

/// Blows up a surface within the head until it meets the skull or the water around the brain. It
/// begins as an egg of half a brain's size, where `atlas_to_subject` lays the middle of the
/// atlas's brain, and ends at one of twice a brain's volume at most. Nothing where the picture
/// shows nothing there. Where the skull is bright it leaks into the scalp: ask `is_plausible`.
/// One core: 0.2 s.
/// Source: Smith, "Fast robust automated brain extraction", Hum Brain Mapp 17, 2002.
std::optional<OwnBrain> own_brain(const ImageView &view, const Affine &atlas_to_subject);

/// Whether a brain has the size that brains have: within a quarter or so of the atlas's as it is
/// laid there.
bool is_plausible(const OwnBrain &brain, const Affine &atlas_to_subject);

} // namespace curate::face
