#pragma once

#include <libcurate/legible/picture.hpp>
#include <vector>

namespace curate::legible {

/// Neighbouring pixels of exactly one value.
struct Component {
  TextBox box;
  std::uint16_t value = 0;
  int area = 0;              ///< pixels
  std::int64_t edge_sum = 0; ///< over edges to pixels of other values: how far those are from it
  int edge_count = 0;

  /// How far the pixels around are from its value, on average.
  double contrast() const {
    return edge_count == 0 ? 0 : static_cast<double>(edge_sum) / edge_count;
  }
};

/// The components of a picture of at least so many pixels, those that touch at corners joined, in
/// the order of their first pixel. Cost: three passes and eight bytes for each pixel.
std::vector<Component> components_of(const GreyPicture &picture, std::uint32_t least_pixels);

} // namespace curate::legible
