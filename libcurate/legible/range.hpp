#pragma once

#include <libcurate/legible/picture.hpp>

namespace curate::legible {

/// From the darkest to the brightest value, but for one pixel in a thousand at either end.
struct Range {
  double low = 0, high = 1; ///< low < high
};

Range range_of(const GreyPicture &picture);

} // namespace curate::legible
