#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/deid/clean_series.hpp>
#include <libcurate/deid/ledger.hpp>
#include <libcurate/deid/profile.hpp>
#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/deid/scrub_text.hpp>
#include <libcurate/dicom/series.hpp>

namespace curate::deid {

/// A series made clean, and what was done to it.
struct Deidentified {
  CleanSeries series;
  Ledger ledger;
};

/// The only maker of a CleanSeries. Reads the series' headers (not its pixels).
/// `pseudonyms` may be nothing (flat layout): then there is no label, no date and no token beyond
/// this run. `scrubber` knows what all files of the run say of the person; a twin of it is used.
Result<Deidentified> apply(const dicom::Series &series, const Profile &profile,
                           const Pseudonyms *pseudonyms, const Scrubber &scrubber);

} // namespace curate::deid
