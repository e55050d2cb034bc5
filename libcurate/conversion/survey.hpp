#pragma once

#include <libcurate/bids/name_rules.hpp>
#include <libcurate/bids/verdict.hpp>
#include <libcurate/conversion/extent.hpp>
#include <libcurate/conversion/known_person.hpp>
#include <libcurate/conversion/outcome.hpp>
#include <libcurate/conversion/request.hpp>
#include <libcurate/deid/apply.hpp>
#include <libcurate/deid/people.hpp>
#include <libcurate/study/blocked.hpp>
#include <libcurate/volume/assemble.hpp>
#include <memory>
#include <vector>

namespace curate::conversion {

/// A picture of a series before its pixels are read.
struct SurveyedPicture {
  volume::Picture picture;
  bids::NamingFacts facts; ///< what the name was decided from
  bids::NameVerdict verdict;
  Extent extent;
  std::optional<Problem> problem; ///< why it cannot be described
};

/// A series after its headers were read: who, what, and the name each of its pictures would get.
struct SurveyedSeries {
  dicom::Series series;
  SeriesOutcome outcome; ///< filled but for names and files
  std::vector<SurveyedPicture> pictures;
  std::optional<Problem> problem; ///< why it is left out as a whole
  bool is_skipped =
      false; ///< with a problem: no picture at all (skipped), not a picture gone wrong (failed)
  deid::SeriesTokens tokens;
  std::string frame; ///< stands for its frame of reference; empty where it is not known
  std::size_t frame_count = 0;
  std::uint64_t voxel_bytes = 0; ///< of all its frames, unpacked
  std::string protocol_name;     ///< scrubbed
  std::optional<std::string> shifted_time;
  std::optional<int> age_years;
  /// Kept for small studies, so that headers are read once; else empty, and read again.
  std::shared_ptr<const deid::CleanSeries> clean;
  std::shared_ptr<const KnownPerson> person; ///< shared by the series of one person
};

/// What is in the input.
struct Survey {
  std::vector<SurveyedSeries> series; ///< by person, day, study, series number
  std::map<std::string, std::size_t> passed_over;
  std::size_t file_count = 0;
  std::vector<deid::KnownPerson> people; ///< what the registry should know of them
  Findings findings;
};

/// How people and names are told; nothing of it is owned.
struct Rulebook {
  const deid::Profile *profile = nullptr;
  const deid::Vocabulary *vocabulary = nullptr;
  deid::Pseudonyms *pseudonyms = nullptr; ///< nothing: no labels, no dates
  const bids::NameRules *names = nullptr;
  deid::GivenLabels given;
  std::vector<deid::KnownPerson> known;
  study::Blocked blocked{}; ///< whose series are refused
};

/// Scans, groups, decides who is who, and looks at every series' headers, `jobs` at a time. Reads
/// no pixel. Memory: about 140 bytes per file beside its name, and 1 kB per frame of the series
/// kept (at most 6,000 frames).
Survey survey(const Request &request, const Rulebook &rulebook);

/// The series' clean form: the kept one, or made again. Fails with SERIES-CHANGED where it has
/// other frames than before.
Result<std::shared_ptr<const deid::CleanSeries>> clean_of(const SurveyedSeries &series,
                                                          const Rulebook &rulebook);

/// What is told of a series that could be read at first and later not: every picture failed.
void tell_unreadable(SurveyedSeries &series, const Problem &problem);

/// What is told of it.
Outcome outcome_of(Survey survey);

} // namespace curate::conversion
