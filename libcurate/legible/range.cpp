#include "libcurate/legible/range.hpp"

#include <algorithm>

namespace curate::legible {

Range range_of(const GreyPicture &picture) {
  std::vector<std::uint32_t> counts(65536, 0);
  for (const std::uint16_t value : picture.pixels)
    ++counts[value];
  const std::size_t skipped = picture.pixels.size() / 1000;
  std::size_t low = 0, high = 65535;
  for (std::size_t seen = counts[low]; seen <= skipped && low < 65535; seen += counts[low])
    ++low;
  for (std::size_t seen = counts[high]; seen <= skipped && high > 0; seen += counts[high])
    --high;
  return {static_cast<double>(low), static_cast<double>(std::max(high, low + 1))};
}

} // namespace curate::legible
