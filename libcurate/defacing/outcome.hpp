#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/face/defacer.hpp>
#include <string>
#include <vector>

namespace curate::defacing {

/// What became of one picture.
struct PictureOutcome {
  std::string file; ///< as the user reaches it
  /// A picture that cannot be read is refused too: nobody knows what it shows.
  face::Verdict verdict;
  double seconds = 0;
  bool is_written = false;
  Findings findings;
};

/// What a run did.
struct Outcome {
  std::vector<PictureOutcome> pictures; ///< by input, then by path
  std::size_t other_files = 0;          ///< that are no pictures, and were not copied
  Findings findings;                    ///< of the run; those of a picture are with it

  Findings all_findings() const;
};

} // namespace curate::defacing
