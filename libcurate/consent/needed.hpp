#pragma once

#include <libcurate/consent/decision.hpp>

namespace curate::consent {

/// What a consent must allow at least, and may ask for at most, so that a licence is inside it.
struct Needed {
  Access access = Access::open; ///< at which the licence is given
  Scope scope;                  ///< the narrowest that does: with every condition it binds to
};

/// For a licence at its most open access: open, or controlled where it is an agreement. Kinds are
/// pictures, and derived data where anyone may make and pass on such.
Needed needed_by(const license::License &license);

/// What conditions of a consent the licence cannot keep, in the order of DUO.
std::vector<DuoModifier> not_kept_by(const license::License &license);

/// The same in plain words, one sentence per line.
std::string words_of(const Needed &needed, const license::License &license);

} // namespace curate::consent
