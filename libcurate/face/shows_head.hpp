#pragma once

#include <libcurate/face/image_view.hpp>

namespace curate::face {

/// Whether a picture is fine and large enough to hold a face, by its grid alone: no step over 6.5
/// mm, and 60 mm at least in every direction.
bool may_hold_a_face(const volume::Grid &grid);

/// What the largest body of a picture is by its size and shape.
enum class Body {
  none,        ///< no body that stands out, or one smaller than a head
  like_a_head, ///< a head, or a bottle, a melon, a knee or a brain of a head's size
  larger       ///< a trunk, or a head with what it touches
};
/// Costs some milliseconds: one voxel in 5 mm is read.
Body body_of(const ImageView &view);

/// Whether a picture may show a head, so that there may be a face on it: by its grid, and by the
/// largest body in it. When in doubt yes.
bool shows_head(const ImageView &view);

/// Whether a picture shows two bodies that each measure like a head: twins, or two pictures in one.
/// They may touch by an ear.
bool shows_two_heads(const ImageView &view);

/// The same as `shows_head` for a converted picture, by its first volume. Pictures of phase, of
/// other modalities than MR, CT and PET, and screen captures show none.
bool shows_head(const volume::CleanVolume &picture);

} // namespace curate::face
