#pragma once

#include <libcurate/face/defacer.hpp>

namespace curate::face {

/// Takes faces out of pictures without identity, which stay such. The one thing beside the
/// assembler that may change their voxels.
class Remover {
public:
  /// Finds and verifies what `Defacer::deface` does, by the first volume, and takes it out of every
  /// volume where the outcome is `removed`. Pictures that `shows_head` rules out by what they are
  /// (phase, other modalities) give `no_face` with the code FACE-NO-HEAD.
  static Defaced remove(volume::CleanVolume &picture, Defacer &defacer,
                        std::span<const Removal> session = {},
                        const Removal *of_same_frame = nullptr);
  /// Takes out what another picture of the same frame of reference lost, without a look; says
  /// whether that is anything. `is_verified`: the picture was looked at before.
  static bool follow(volume::CleanVolume &picture, const Removal &other, Fill how,
                     bool is_verified = false);
};

} // namespace curate::face
