#pragma once

#include "tests/support/naming.hpp"
#include "tests/support/picture.hpp"
#include "tests/support/sink.hpp"

namespace curate::support {

/// Writes one series as a GE scanner of the DV26 line does: one file for every slice, volume, echo
/// and component. run.frame_limit stops it in the middle of a volume.
/// `transfer_syntax`: of the files; explicit little endian where empty.
void make_ge_series(const Scene &scene, const SeriesRun &run, Painter &painter, NameGiver &names,
                    Sink &sink, const std::string &transfer_syntax = {});

/// One file of such a series before it is written. `volume` holds all slices of shot.volume.
Elements ge_elements(const Scene &scene, const SeriesRun &run, const Shot &shot,
                     const std::vector<std::uint16_t> &volume);

} // namespace curate::support
