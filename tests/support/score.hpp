#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "tests/support/scored_study.hpp"

namespace curate::support {

/// The number of checks that were made and passed, by kind; and which failed.
struct Score {
  struct Count {
    std::size_t passed = 0, all = 0;
  };
  std::map<std::string, Count> kinds; ///< "tag retained", "date shifted", ...
  std::vector<std::string> failures;  ///< kind, tag and file; the first 200

  std::size_t passed() const;
  std::size_t all() const;
};

/// Scores a de-identified copy of the study by the rules of the public benchmark: what is retained,
/// not empty, removed; dates moved by one whole number of days a person; UIDs changed, and the same
/// wherever the original had the same; one id a person; pixels retained, or hidden where letters
/// were burned in. Files are told apart by their pixels; a missing one fails every check of it.
/// The options are retain-modified-dates, retain-patient-characteristics, retain-safe-private,
/// clean-descriptors and clean-pixel-data. Read by DCMTK.
/// Source: Medical Image De-Identification Benchmark (MIDI-B) 2024, its published categories.
Score score(const ScoredStudy &study, const fs::path &output);

} // namespace curate::support
