#pragma once

#include <libcurate/bids/dataset.hpp>
#include <libcurate/conversion/face_step.hpp>
#include <libcurate/conversion/memory_budget.hpp>
#include <libcurate/conversion/survey.hpp>
#include <map>

namespace curate::conversion {

/// How many bytes the workers may hold together so that the peak stays below 3 times the largest
/// series and 100 MB: a picture needs its voxels and at most as much again for the packed file.
std::uint64_t budget_bytes(const Survey &survey);

/// What a written picture leaves behind.
struct WrittenOutcome {
  std::vector<bids::WrittenFile> files;
  std::map<std::string, std::string> sha256; ///< by path below the output folder
  FaceOutcome face;
  Findings findings;
};

/// Gives the files of one assembled picture their names; see bids::write and bids::write_flat. A
/// picture whose face was refused belongs elsewhere.
using WriteVolume = std::function<Result<std::vector<bids::WrittenFile>>(
    const volume::CleanVolume &, const bids::WriteOptions &, const FaceOutcome &)>;

/// Reads the pixels of a picture, assembles it, does what is to be done about its face, and writes
/// it. SystemError goes through.
/// Fails with VOLUME-NO-MEMORY, so that a series too large leaves the others alone.
/// Texts, names and headers are searched for what the person is known by before they are written:
/// fails with DEID-RESIDUE.
Result<WrittenOutcome> write_picture(const deid::CleanSeries &series,
                                     const volume::Picture &picture, const KnownPerson &person,
                                     bool with_digests, const FaceStep &face,
                                     const WriteVolume &write);

/// The indices of the survey's series, those with the most voxels first: the long ones are not left
/// for the end.
std::vector<std::size_t> largest_first(const Survey &survey);

} // namespace curate::conversion
