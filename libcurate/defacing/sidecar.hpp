#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/base/result.hpp>
#include <libcurate/nifti/read.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace curate::defacing {

/// The JSON beside a picture.
fs::path sidecar_of(const fs::path &picture);

/// What tells a picture from every other: SHA-256 of its header as it is written, and its voxels.
std::string digest_of(const nifti::UncheckedVolume &volume);

/// A sidecar's text with what was done to its picture: Defaced, DefacingMethod, DefacingVerdict,
/// DefacedPictureSHA256, and, where `verdicts` hold FACE-NOT-FOUND-AGAIN, code 113102 among what
/// stands in DeidentificationMethodCodeSequence. All else stays. An empty text gives a sidecar of
/// its own. Fails with DEFACE-SIDECAR where the text is no object.
Result<std::string> marked(std::string_view text, const std::string &digest,
                           const std::vector<std::string> &verdicts);

/// What the sidecar beside a picture says of its face.
struct Claim {
  bool is_defaced = false; ///< by this program
  std::string digest;      ///< of the picture that this was said of; may be empty
};
Claim claim_of(std::string_view text);

} // namespace curate::defacing
