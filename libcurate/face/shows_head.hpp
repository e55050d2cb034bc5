#pragma once

#include <libcurate/face/image_view.hpp>

namespace curate::face {

/// Whether a picture is fine and large enough to hold a face, by its grid alone: no step over 6.5
/// mm, and 60 mm at least in every direction.
bool may_hold_a_face(const volume::Grid &grid);

/// Whether a picture shows a head, so that there may be a face on it: by its grid, and by the size
/// and shape of the largest body in it. When in doubt yes: a bottle, a melon or a knee of a head's
/// size is taken for one, and so is a brain without its skull. Costs some milliseconds: one voxel
/// in 5 mm is read.
bool shows_head(const ImageView &view);

/// Whether a picture shows two bodies that each measure like a head: twins, or two pictures in one.
bool shows_two_heads(const ImageView &view);

/// The same as `shows_head` for a converted picture, by its first volume. Pictures of phase, of
/// other modalities than MR, CT and PET, and screen captures show none.
bool shows_head(const volume::CleanVolume &picture);

} // namespace curate::face
