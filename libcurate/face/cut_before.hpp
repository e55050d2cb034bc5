#pragma once

#include <libcurate/face/image_view.hpp>

namespace curate::face {

/// Whether a head's front was cut before: its tissue ends there at voxels that all hold one value,
/// where skin grows dark over a voxel or two. `threshold` divides head from air. Not told of
/// slices that lie more than 2 mm apart from back to front.
bool was_cut_before(const ImageView &view, float threshold);

/// The area of tissue that ends so towards the front, cm2.
double cut_area_cm2(const ImageView &view, float threshold);

} // namespace curate::face
