#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/cleaning/series_face.hpp>
#include <libcurate/deid/ledger.hpp>
#include <libcurate/deid/options.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace curate::cleaning {

/// What became of one series.
struct SeriesOutcome {
  std::optional<int> series_number;
  std::string subject; ///< "sub-LABEL"; empty where the person could not be told
  std::string what;    ///< kind of object: "picture", "structured report", ...
  std::string folder;  ///< below the output folder
  std::size_t file_count = 0;
  std::size_t written = 0; ///< with `is_check`: would be written
  SeriesFace face;
  Findings findings;

  /// "written" where every file was, "failed" where none, else "partly".
  std::string_view status() const;
  /// Of the first finding that kept a file from being written; empty where all were.
  std::string code() const;
};

/// What a run did.
struct Outcome {
  std::vector<SeriesOutcome> series;              ///< by person, day, study, series number
  std::map<std::string, std::size_t> passed_over; ///< files that are no objects, by reason
  std::size_t file_count = 0, written = 0;
  deid::Ledger ledger;
  deid::Options options;
  Findings findings; ///< of the run; those of a series are with it

  Findings all_findings() const;
};

} // namespace curate::cleaning
