#pragma once

#include <libcurate/license/license.hpp>

namespace curate::license {

/// Whether data under two licences may be made into one dataset that is passed on.
struct Combination {
  bool allowed = false;
  std::string under; ///< the id of the licence of the whole, where it is allowed
  std::string why;   ///< in words
};

/// What follows from the duties and limits of both. Neither order nor case matters.
Combination combine(const License &one, const License &other);

} // namespace curate::license
