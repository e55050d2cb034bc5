#pragma once

#include <libcurate/cleaning/outcome.hpp>
#include <libcurate/cleaning/request.hpp>
#include <libcurate/deid/frames_of_reference.hpp>
#include <libcurate/deid/known_values.hpp>
#include <libcurate/deid/profile.hpp>
#include <libcurate/deid/vocabulary.hpp>
#include <libcurate/dicom/series.hpp>
#include <map>
#include <memory>
#include <span>

namespace curate::cleaning {

/// Finds and removes the faces of a run's series, so that their files can be blanked alike. Series
/// of one person in one frame of reference are one session: the first in which a face could be
/// removed tells what all of them lose, so that none gives back what another lost.
class Faces {
public:
  /// All of them outlive it.
  Faces(const deid::Profile &profile, const deid::Vocabulary &vocabulary,
        const std::map<std::string, deid::KnownValues> &known,
        std::span<const dicom::Series> series, std::span<const SeriesOutcome> outcomes,
        const deid::FramesOfReference &places);
  ~Faces();

  /// Finds what the sessions of several series lose, `jobs` sessions at a time. Before `of`.
  void look(unsigned jobs, const std::function<void(std::size_t done, std::size_t total)> &told);

  /// Removes the faces of a series, and looks again. May be called by many threads at once.
  /// Memory: the voxels of one picture, several times.
  MaskedSeries of(std::size_t series) const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace curate::cleaning
