#pragma once

#include <libcurate/license/license.hpp>
#include <string>

namespace curate::consent {

/// A licence or agreement in plain words, for whoever has the data: what it covers, what they may,
/// must and must not do, what an agreement binds them to, and what is good to know.
std::string terms_of_use(const license::License &license);

} // namespace curate::consent
