#pragma once

#include <libcurate/face/pyramid.hpp>

namespace curate::face {

/// How an atlas lies over a head.
struct Registration {
  Affine atlas_to_subject;  ///< RAS to RAS, mm; rounded, so that it is the same on every machine
  double coarse_metric = 0; ///< of the first stage, from an upright start
  double metric = 0;        ///< Mattes mutual information, negative; the lower the better
  double scale = 1;         ///< subject over atlas
  double angle_deg = 0;     ///< by which the head is turned against the atlas
  /// How much the pictures say about each other within the atlas's head, in nats: 0 for noise and
  /// for bodies of one brightness.
  double likeness = 0;
  /// The metric is finite, and the scale within what heads differ by (0.78 to 1.12).
  bool is_plausible = false;

  Vec3 to_subject(const Vec3 &atlas_ras_mm) const { return atlas_to_subject.apply(atlas_ras_mm); }
};

/// Lays an atlas over a head: similarity at 8 mm from several pitches, the better affine at 4 mm.
/// One thread, all points of the atlas head: the same result every time. One core: 1 to 2 s.
/// Source: Mattes et al., IEEE Trans Med Imaging 22, 2003, by ITK 5.2.
Registration register_atlas(const AtlasPyramid &atlas, const ImageView &subject);

/// The same from one start, where something else says how the head lies: its turn, its scale and
/// its place are taken from `start`.
Registration register_atlas_from(const AtlasPyramid &atlas, const ImageView &subject,
                                 const Affine &start);

/// The metric of the first stage from one start alone: how well a head stands as it is held.
double coarse_metric(const AtlasPyramid &atlas, const ImageView &subject);

} // namespace curate::face
