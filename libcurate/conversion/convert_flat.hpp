#pragma once

#include <libcurate/conversion/outcome.hpp>
#include <libcurate/conversion/request.hpp>

namespace curate::conversion {

/// Pictures side by side in `output`: NIfTI, sidecar, and gradients where there are any. No study,
/// no key, no labels, no dates. Existing files of the same name and content stay; other content is
/// FLAT-EXISTS, and nothing is overwritten. Throws UsageError, InputError, SystemError.
Outcome convert_flat(const Request &request, const fs::path &output);

} // namespace curate::conversion
