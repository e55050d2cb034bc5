#include <libcurate/conversion/face_step.hpp>
#include <libcurate/face/shows_head.hpp>

namespace curate::conversion {

std::string_view name_of(FaceState state) {
  switch (state) {
  case FaceState::no_face:
    return "no_face";
  case FaceState::too_coarse:
    return "too_coarse";
  case FaceState::removed:
    return "removed";
  case FaceState::kept:
    return "kept";
  }
  return {};
}

FaceOutcome keep_face(volume::CleanVolume &picture, std::size_t) {
  return {face::shows_head(picture) ? FaceState::kept : FaceState::no_face, {}};
}

Finding face_kept(const std::string &file) {
  return {Severity::warning,
          "FACE-KEPT",
          file,
          {},
          "the picture shows a head, and its face was kept",
          "do not share it before the face is removed"};
}

} // namespace curate::conversion
