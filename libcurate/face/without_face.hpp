#pragma once

#include <libcurate/face/locate.hpp>
#include <libcurate/face/placing.hpp>

namespace curate::face {

/// What stands where the face of a head would be, as an atlas lies over it: below the brow, before
/// and beside the brain, out to the edge of the picture.
struct Emptiness {
  double same = 0;  ///< the part of the voxels there that hold one and the same value
  double face = 0;  ///< of the atlas's face that lies there, the part that holds that value too
  double scalp = 1; ///< of the atlas's scalp over the brain, the part that holds that value
  std::size_t face_points = 0; ///< of the atlas's face, 3 mm apart, that lie there
};

/// How deep what was taken away reaches.
enum class Depth {
  whole, ///< as far as `removal_of` takes it, but for 10 mm
  front  ///< the front alone: eyes, nose, mouth and chin
};

/// Measures the emptiness where `atlas_to_subject` lays the atlas over a picture.
Emptiness emptiness(const PreparedAtlas &atlas, const ImageView &view,
                    const Affine &atlas_to_subject, Depth depth);

/// Whether a face is seen on a body from any of 24 sides and ways up, under all lights or for
/// certain, at its lowest or its highest threshold. Some 2 s.
bool is_seen_from_any_side(const ImageView &view, Detector &detector);

/// What is left where a face was taken away.
enum class Left {
  brain,        ///< a brain without its skull
  head,         ///< a head that lost all that is taken here
  part_of_face, ///< a head that lost the front of its face alone
};
struct WithoutFace {
  Left left = Left::head;
  Registration registration; ///< of the atlas without its face
};

/// Whether the face of a head was taken away before. To say so wrongly would let a face pass, so
/// that all of this is asked: an atlas whose face was taken away lies well over the head, and
/// better than it does turned by right angles; one value stands all over where the face would be,
/// tissue of the face included, while the scalp is there; and nothing like a face is seen from any
/// side. A face that was blurred, or drowned in noise, is not told from one that is there.
std::optional<WithoutFace> without_face(const PreparedAtlas &atlas, const ImageView &view,
                                        const Search &search, Detector &detector);

/// What follows of it: the verdict FACE-SKULL-STRIPPED or FACE-ALREADY-REMOVED; or where the face
/// lay, so that the rest of it goes too.
Placing place_without_face(const PreparedAtlas &atlas, const WithoutFace &found);

} // namespace curate::face
