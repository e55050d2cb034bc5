#pragma once

#include <libcurate/consent/decision.hpp>

namespace curate::consent {

/// All that may become of data under a licence at an access: what a person must have agreed to.
struct Reach {
  Access access = Access::open; ///< open where whoever has the data may pass them on
  Regions regions;
  Purpose purpose;
  bool commercial = true;
  bool clinical_care = true;
  bool derived_is_shared = true;  ///< what recipients make out of the data may be passed on
  std::optional<base::Day> until; ///< the last day of use; none: no end
};

/// What the use's licence and access let happen, at most. Where a project is bound to what it was
/// admitted for (DUO:0000027, controlled access), its own purpose counts.
Reach reach_of(const Use &use);

/// Whether the licence binds whoever has the data to a condition. Reach must be of the same use.
bool is_bound(const license::License &license, const Reach &reach, DuoModifier modifier);

/// The regions that an agreement names.
Regions regions_of(const license::Terms &terms);

} // namespace curate::consent
