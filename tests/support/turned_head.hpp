#pragma once

#include <libcurate/volume/volume.hpp>
#include <string>
#include <vector>

#include "tests/support/head.hpp"
#include "tests/support/random.hpp"

namespace curate::support {

/// A picture of a made head as a scanner may give it, with the truth of where it lies.
struct TurnedHead {
  std::vector<float> values;
  volume::Grid grid;
  Affine to_head;   ///< RAS of the picture to RAS of the head
  std::string what; ///< contrast, steps, scale and noise, in words
};

/// The head turned by up to 25 degrees, scaled by 0.85 to 1.1, in steps of 1 to 5 mm, of any
/// contrast or inverted, unevenly bright, noisy, and now and then cut from below or from a side.
TurnedHead turned_head(const Head &head, Random &random);

/// The picture of case `number`, of a head of its own.
TurnedHead turned_head_of(const Head &head, int number);
/// Whose head that is: six pictures are taken of each.
Traits traits_of_turned(int number);

} // namespace curate::support
