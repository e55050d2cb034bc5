#pragma once

#include <functional>
#include <libcurate/base/finding.hpp>
#include <libcurate/volume/volume.hpp>
#include <optional>
#include <string_view>

namespace curate::conversion {

/// What of a face is in a picture that was written.
enum class FaceState { no_face, too_coarse, removed, kept };

/// "no_face", "too_coarse", "removed", "kept": what the registry and results call it.
std::string_view name_of(FaceState state);

/// What became of the face of a picture.
struct FaceOutcome {
  FaceState state = FaceState::no_face;
  std::optional<Problem> refusal; ///< why the picture may not go into the dataset
};

/// Looks at an assembled picture before it is written, and may take its face away. `part` says
/// which of its series it is.
using FaceStep = std::function<FaceOutcome(volume::CleanVolume &, std::size_t part)>;

/// Leaves the picture as it is and says whether it shows a head.
FaceOutcome keep_face(volume::CleanVolume &picture, std::size_t part = 0);

/// The finding for a picture that shows a head and keeps its face.
Finding face_kept(const std::string &file);

} // namespace curate::conversion
