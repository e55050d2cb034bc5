#pragma once

#include <libcurate/face/defacer.hpp>
#include <libcurate/face/locate.hpp>

namespace curate::face {

/// What two ways of looking say of a head, and what its picture holds where they put things.
struct Evidence {
  Search search;
  Registration registration;
  /// The parts of the atlas's face and scalp that are brighter than air here, of those inside the
  /// picture; and the part of the face that is inside.
  double face_tissue = 0, scalp_tissue = 0, face_inside = 0;
};

/// Registers the atlas and measures what is where it says. `search` stands in it already.
void weigh(const PreparedAtlas &atlas, const ImageView &view, Evidence &evidence);

/// What the evidence amounts to: the verdict as far as it goes before anything is removed, and
/// where the face lies. A verdict with an empty code goes on to removal.
struct Placing {
  Verdict verdict;
  Affine atlas_to_subject;
  Vec3 right_eye_ras_mm{}, left_eye_ras_mm{};
};
Placing place(const PreparedAtlas &atlas, const Evidence &evidence);

/// Whether the head stands much better when the picture is turned by right angles: its header lies
/// about the orientation. Cost: some 3 s.
bool stands_otherwise(const PreparedAtlas &atlas, const ImageView &view, double metric_8_mm);

/// Whether the picture shows a brain alone: laid over the atlas's brain, it has hardly any scalp.
bool is_skull_stripped(const PreparedAtlas &atlas, const ImageView &view, float threshold);

/// What is taken away of a head that was placed.
Removal removal_of(const PreparedAtlas &atlas, const Placing &placing, bool keep_eyes);

} // namespace curate::face
