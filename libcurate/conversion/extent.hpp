#pragma once

#include <libcurate/bids/naming_facts.hpp>
#include <libcurate/volume/assemble.hpp>

namespace curate::conversion {

/// How fine a picture is and how much it covers, as its headers say.
struct Extent {
  std::array<int, 3> size{}; ///< columns, rows, slices; zeros where not known
  Vec3 step_mm{};

  /// Whether it is fine and large enough to hold a face.
  bool may_hold_a_face() const;
  double covered_ml() const;
  double coarsest_mm() const;
};

/// Of a picture before its pixels are read.
Extent extent_of(const deid::CleanSeries &series, const volume::Picture &picture,
                 const bids::NamingFacts &facts);

/// Whether the numbers of a picture are bright where there is tissue: such pictures alone show a
/// head's surface. Pictures of phase, and the real and imaginary parts, do not.
bool is_bright_in_tissue(dicom::Component component);

} // namespace curate::conversion
