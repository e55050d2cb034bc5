#pragma once

#include "tests/support/naming.hpp"
#include "tests/support/picture.hpp"
#include "tests/support/sink.hpp"

namespace curate::support {

/// Philips' two ways from stored to shown and to floating-point values.
struct PhilipsScaling {
  double rescale_slope = 2.4, rescale_intercept = 0; ///< (0028,1053), (0028,1052): as displayed
  double scale_slope = 0.0125;                       ///< (2005,100E): floating point = shown / this
};

/// Writes one series as a Philips scanner of release 5 does, classic objects, one file a slice:
/// scaled, with the private elements that say where a slice belongs. Instance numbers run through
/// the volumes of each slice, as Philips counts.
void make_philips_series(const Scene &scene, const SeriesRun &run, const PhilipsScaling &scaling,
                         Painter &painter, NameGiver &names, Sink &sink);

/// One file of such a series before it is written. `volume` holds all slices of shot.volume.
Elements philips_elements(const Scene &scene, const SeriesRun &run, const Shot &shot,
                          const PhilipsScaling &scaling, const std::vector<std::uint16_t> &volume);

} // namespace curate::support
