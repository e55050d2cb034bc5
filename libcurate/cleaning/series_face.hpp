#pragma once

#include <cstddef>
#include <libcurate/base/finding.hpp>
#include <libcurate/deid/verified_mask.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::cleaning {

/// What became of the faces that the pictures of a series may show (clean-visual-features).
struct SeriesFace {
  enum class Verdict {
    not_asked,  ///< the option is off
    removed,    ///< and looked for again: none is left
    followed,   ///< what others of its place lost was blanked; nobody can look at it again
    none,       ///< looked for, and there is none
    too_coarse, ///< too thick or too small to hold one
    not_looked, ///< no kind of picture in which one can be looked for
    refused     ///< it may show one: its files are not written
  };

  Verdict verdict = Verdict::not_asked;
  std::string code; ///< of what was refused; else of the last picture that has one
  std::size_t pictures = 0, removed_voxels = 0;
  /// The best score of a face over its pictures, before and after.
  std::optional<double> score_before, score_after;
  Findings findings;
};

/// "removed", "none", ...; empty for `not_asked`.
std::string_view name_of(SeriesFace::Verdict verdict);

/// The same with what the files are blanked by: one mask for each picture that lost something.
struct MaskedSeries {
  SeriesFace face;
  std::vector<deid::VerifiedMask> masks;
  std::optional<Problem> refusal; ///< why no file of it may be written
};

} // namespace curate::cleaning
