#pragma once

#include "tests/support/naming.hpp"
#include "tests/support/picture.hpp"
#include "tests/support/sink.hpp"

namespace curate::support {

/// Writes one series as a Siemens scanner of the E11 line does: mosaics for BOLD and diffusion,
/// else one file a slice, with CSA headers.
/// `transfer_syntax`: of the files; explicit little endian where empty.
void make_siemens_series(const Scene &scene, const SeriesRun &run, Painter &painter,
                         NameGiver &names, Sink &sink, const std::string &transfer_syntax = {});

/// One file of such a series before it is written, for tests that change something in it. `volume`
/// holds all slices of shot.volume.
Elements siemens_elements(const Scene &scene, const SeriesRun &run, const Shot &shot,
                          const std::vector<std::uint16_t> &volume);

} // namespace curate::support
