#pragma once

#include <libcurate/bids/naming_facts.hpp>
#include <libcurate/bids/verdict.hpp>
#include <span>
#include <string>
#include <vector>

namespace curate::bids {

/// A picture of one visit of one person; nothing of it is owned.
struct VisitPicture {
  const NamingFacts *facts = nullptr;
  NameVerdict *verdict = nullptr;
  std::string acquired; ///< shifted, "YYYY-MM-DDThh:mm:ss"; empty where not known
  int series_number = 0;
  std::size_t series = 0; ///< which series it is of
};

/// Settles names that need a look at the whole visit, in this order: spelled runs, duplicates of
/// them, what tells alike pictures apart, scans that were broken off. Changes the verdicts: labels
/// are added where a name has none, and a picture may lose its name (NAME-DUPLICATE,
/// NAME-ABORTED). The order of `visit` does not matter.
void settle_names(std::span<VisitPicture> visit);

/// ReproIn's runs: "run-02" gives "02", "run+" the next number and "run=" the one before, counted
/// over the visit by series number; the phase that follows a magnitude of a field map does not
/// count. Of pictures with one spelled name the last stays: heudiconv marks the others as
/// duplicates. Source: heudiconv, heuristics/reproin.py, infotodict and get_dups_marked.
void settle_spelled_runs(std::span<VisitPicture> visit);

/// Adds labels to pictures that would share a name and are no repetitions:
/// - of one acquisition (begun within a second, or of one series): `echo` by echo time, `rec-norm`
///   for the normalized of two, `rec-dis2d` or `rec-dis3d` for the one corrected for distortion,
///   `part-mag` where the phase has a name beside it;
/// - of different make: `acq-2d` beside 3D, `acq-se` beside gradient echo, `acq-sag` and `acq-cor`
///   beside other planes.
/// A label that is there already stays.
void tell_apart(std::span<VisitPicture> visit);

/// Of anatomical, functional and diffusion scans of one protocol and name: one with fewer slices,
/// or fewer than half the volumes, than a later one was broken off and repeated, and loses its
/// name.
void set_broken_off_apart(std::span<VisitPicture> visit);

} // namespace curate::bids
