#pragma once

#include <libcurate/face/image_view.hpp>

namespace curate::face {

/// A picture that owns its values.
struct Image {
  std::vector<float> values;
  volume::Grid grid;
};

/// The picture on a grid of `step_mm` along RAS that holds all of it, at most `limit_mm` to a side
/// (of a longer one the top, or the middle, is kept). Between voxels linear; outside 0, or -1000
/// for CT. Empty where the grid cannot be inverted or holds nothing. Memory: 4 bytes a point.
Image resampled(const ImageView &view, double step_mm, double limit_mm = 320);

/// Smoothed by a Gaussian of one voxel's deviation, in place; edges are continued.
void smooth(Image &image);

} // namespace curate::face
