#pragma once

#include <functional>
#include <libcurate/cleaning/outcome.hpp>
#include <libcurate/cleaning/request.hpp>
#include <libcurate/deid/frames_of_reference.hpp>
#include <libcurate/deid/known_values.hpp>
#include <libcurate/deid/profile.hpp>
#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/dicom/series.hpp>
#include <span>

namespace curate::cleaning {

/// Told of every file that was written: its path below the output folder, its SHA-256, and what
/// became of the face of its series.
using Written = std::function<void(const std::string &path, const std::string &sha256,
                                   SeriesFace::Verdict face)>;

/// Cleans and writes the files of all series whose outcome names a subject, `request.jobs` pieces
/// at a time, and completes their outcomes. Gives what was done to their elements. With
/// clean_visual_features the faces of series that share a place are looked for first, and a series
/// is one piece.
deid::Ledger clean_files(const Request &request, const deid::Profile &profile,
                         const deid::Pseudonyms &pseudonyms,
                         const std::map<std::string, deid::KnownValues> &known,
                         const deid::FramesOfReference &places,
                         std::span<const dicom::Series> series, std::span<SeriesOutcome> outcomes,
                         const Written &written);

} // namespace curate::cleaning
