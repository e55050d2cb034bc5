#pragma once

#include <libcurate/conversion/survey.hpp>
#include <span>
#include <vector>

namespace curate::conversion {

/// A picture of the survey.
struct PicturePlace {
  std::size_t series = 0, part = 0;
};

/// Which pictures of the survey are to be written, by series and part.
using Wanted = std::vector<std::vector<bool>>;

/// The pictures among `series` (indices) in which a face is best looked for, the best first: what
/// was measured before what was derived, 3D before 2D, what covers a head, fine voxels, T1w. Only
/// those that are wanted and may hold a face. Told by the headers alone, so that the order is the
/// same whatever is read first.
std::vector<PicturePlace> by_worth_as_reference(const Survey &survey, const Wanted &wanted,
                                                std::span<const std::size_t> series);

} // namespace curate::conversion
