#pragma once

#include <libcurate/face/image_view.hpp>

namespace curate::face {

/// The area of tissue that ends, towards the front and the back, at voxels that all hold one value.
struct CutEdges {
  double front_cm2 = 0, back_cm2 = 0;
};
/// `threshold` divides head from air. 0 where slices lie more than 2 mm apart from back to front.
CutEdges cut_edges(const ImageView &view, float threshold);

/// Whether a head's front was cut before: its tissue ends there at voxels that all hold one value,
/// where skin grows dark over a voxel or two, and at its back it does not.
bool was_cut_before(const ImageView &view, float threshold);

} // namespace curate::face
