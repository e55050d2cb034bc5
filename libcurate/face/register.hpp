#pragma once

#include <libcurate/face/pyramid.hpp>
#include <optional>

namespace curate::face {

/// How an atlas lies over a head.
struct Registration {
  Affine atlas_to_subject; ///< RAS to RAS, mm; rounded, so that it is the same on every machine
  double metric = 0;       ///< Mattes mutual information, negative; the lower the better
  double scale = 1;        ///< subject over atlas
  double angle_deg = 0;    ///< by which the head is turned against the atlas
  /// How much the pictures say about each other within the atlas's head, in nats: 0 for noise and
  /// for bodies of one brightness.
  double likeness = 0;
  /// The metric is finite, and the scale within what heads differ by (0.78 to 1.12).
  bool is_plausible = false;

  Vec3 to_subject(const Vec3 &atlas_ras_mm) const { return atlas_to_subject.apply(atlas_ras_mm); }
};

/// Where something else says that a head lies.
struct Hint {
  Affine atlas_to_subject; ///< turn, scale and place
  Vec3 seen_ras_mm{};      ///< the place in the atlas where it is surest: between the eyes
  bool is_certain = false; ///< where it is, whatever the pictures say of each other
};

/// Lays an atlas over a head: similarities at 8 mm from several pitches and from the hint, the best
/// of them as an affine at 4 mm. A start that agrees with the hint is taken unless another
/// fits much better. One thread, all points of the atlas head: the same result every time. One
/// core: 2 s. Source: Mattes et al., IEEE Trans Med Imaging 22, 2003, by ITK 5.2.
Registration register_atlas(const AtlasPyramid &atlas, const ImageView &subject,
                            const std::optional<Hint> &hint = {});

/// The metric at 8 mm after a few steps from an upright start: how well a head stands as it is
/// held.
double coarse_metric(const AtlasPyramid &atlas, const ImageView &subject);

} // namespace curate::face
