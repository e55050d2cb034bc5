#pragma once

#include <libcurate/deid/gather.hpp>
#include <libcurate/deid/scrub_text.hpp>
#include <libcurate/dicom/series.hpp>

namespace curate::support {

/// What the headers of a series' files say of its person, as a run gathers it.
deid::KnownValues known_of(const dicom::Series &series);

/// A scrubber that knows it, and the words of the vocabulary alone.
deid::Scrubber scrubber_of(const dicom::Series &series);

} // namespace curate::support
