#pragma once

#include <libcurate/face/placing.hpp>

namespace curate::face {

/// What a first look at a picture gives.
struct Look {
  Verdict verdict;                   ///< without a code: its face is to be taken
  std::optional<Removal> removal;    ///< then, what goes
  std::optional<float> threshold;    ///< of the surface that was looked at
  std::optional<OwnBrain> own_brain; ///< where it is plausible
};

/// What the grid and the largest body alone rule out.
std::optional<Verdict> ruled_out(const ImageView &view);

/// Looks whether a picture shows a head, and places its face. `atlas`: null where there is none.
Look look_at(const ImageView &view, const PreparedAtlas *atlas, Detector &detector, bool keep_eyes);

/// The middle of an eyeball and what lies 6 mm around it.
std::array<Vec3, 7> within_eye(const Vec3 &eye, const Axes &head);

} // namespace curate::face
