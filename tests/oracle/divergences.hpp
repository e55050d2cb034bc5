#pragma once

#include <string_view>

namespace curate::oracle {

/// Which dcm2niix a line is about: Debian's of July 2022, or the one of December 2024.
enum class Which { both, of_2022, of_2024 };

/// A known difference from dcm2niix. `where` is a pattern of names of cases (`*`, `?`), `what` of
/// what differs, as the comparer names it.
struct Divergence {
  std::string_view where, what;
  Which which;
  std::string_view why;
};

inline constexpr Divergence divergences[] = {
    {"siemens classic dwi *", "SliceTiming", Which::both,
     "dcm2niix keeps the time of day as a 32-bit number HHMMSS, so that times are rounded to 1/64 "
     "s; here they are exact"},
    {"siemens classic dwi * reversed", "SliceTiming", Which::of_2022,
     "the slices are turned to run along the normal, their times not; dcm2niix of 2024 turns both"},
    {"siemens three echoes", "MultibandAccelerationFactor", Which::both,
     "no slice has a time of its own, which dcm2niix takes for all slices at once"},
    {"ge dwi coronal row*", "bvec", Which::both,
     "dcm2niix turns frequency and phase before the plane; corrected there in August 2025 (issue "
     "970)"},
    {"sample 4 series *", "PhaseEncodingDirection", Which::of_2022,
     "LINEAR is the flipped polarity of GE; corrected in dcm2niix in 2023 (issue 674)"},
    {"sample 1 series ?", "SliceTiming", Which::both, "as of siemens classic dwi"},
    {"sample 1 series 10", "picture", Which::both,
     "a screenshot with burned-in text (secondary capture) is no picture to be kept"},
    {"sample 4 series 8", "picture", Which::both, "the same"},
};

} // namespace curate::oracle
