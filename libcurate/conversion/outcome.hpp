#pragma once

#include <cstdint>
#include <libcurate/base/finding.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace curate::conversion {

/// What became of a series or of one of its pictures.
enum class Status { written, skipped, failed };

/// "written", "skipped", "failed".
std::string_view name_of(Status status);

/// One picture of a series: its name, why it got it, and what became of it.
struct PictureOutcome {
  Status status = Status::skipped;
  std::string code;   ///< why it was not written; empty where it was
  std::string reason; ///< in words, without a value from the header
  std::string name;   ///< path below the dataset without extension; empty where there is none
  std::string rule;   ///< the naming rule that decided
  std::string kind;   ///< what it is: "T1w", "localizer", ...
  std::string face;   ///< of what was written: "removed", "no_face", "too_coarse", "kept"; or empty
  std::vector<std::string> matched; ///< what the rule matched on, in words of ours
  std::vector<std::string> missing; ///< what would have to be known, where it has no name
  std::vector<std::string> files;   ///< written, relative to the output folder, sorted
};

/// One series as it lay in the input.
struct SeriesOutcome {
  std::optional<int> series_number;
  std::string description; ///< scrubbed
  std::string subject;     ///< label without "sub-"; empty where there is none
  std::string what;        ///< kind of object: "picture", "spectroscopy", ...
  std::string vendor, modality;
  std::size_t file_count = 0;
  std::uint64_t byte_count = 0;
  std::vector<PictureOutcome> pictures;
  Findings findings;

  /// written where any picture was, else failed where any failed, else skipped.
  Status status() const;
  /// The first code of a picture with that status.
  std::string code() const;
  std::vector<std::string> files() const;
  std::string rule() const;
};

/// What a run did.
struct Outcome {
  std::vector<SeriesOutcome> series;              ///< by subject, visit, series number
  std::map<std::string, std::size_t> passed_over; ///< files that are no series, by reason
  std::size_t file_count = 0;
  Findings findings; ///< of the run; those of a series are with it

  /// Those of the run and of every series.
  Findings all_findings() const;
};

} // namespace curate::conversion
