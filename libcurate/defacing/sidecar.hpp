#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/base/result.hpp>
#include <string>
#include <string_view>

namespace curate::defacing {

/// The JSON beside a picture.
fs::path sidecar_of(const fs::path &picture);

/// A sidecar's text with what was done to its picture: Defaced, DefacingMethod, DefacingVerdict,
/// and code 113102 among what stands in DeidentificationMethodCodeSequence. All else stays. An
/// empty text gives a sidecar of its own. Fails with DEFACE-SIDECAR where the text is no object.
Result<std::string> marked(std::string_view text, bool are_eyes_kept);

/// Whether a sidecar says that this program took a face from its picture.
bool claims_defaced(std::string_view text);

} // namespace curate::defacing
