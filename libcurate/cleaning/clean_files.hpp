#pragma once

#include <functional>
#include <libcurate/cleaning/outcome.hpp>
#include <libcurate/cleaning/request.hpp>
#include <libcurate/deid/known_values.hpp>
#include <libcurate/deid/profile.hpp>
#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/dicom/series.hpp>
#include <span>

namespace curate::cleaning {

/// Told of every file that was written: its path below the output folder, and its SHA-256.
using Written = std::function<void(const std::string &path, const std::string &sha256)>;

/// Cleans and writes the files of all series whose outcome names a subject, `request.jobs` pieces
/// at a time, and completes their outcomes. Gives what was done to their elements.
deid::Ledger clean_files(const Request &request, const deid::Profile &profile,
                         const deid::Pseudonyms &pseudonyms,
                         const std::map<std::string, deid::KnownValues> &known,
                         std::span<const dicom::Series> series, std::span<SeriesOutcome> outcomes,
                         const Written &written);

} // namespace curate::cleaning
