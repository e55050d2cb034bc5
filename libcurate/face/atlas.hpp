#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/base/result.hpp>
#include <libcurate/face/resample.hpp>
#include <optional>

namespace curate::face {

/// Where the parts of a head lie: middles of the eyeballs, tips of nose and chin, ears (RAS, mm).
struct Landmarks {
  Vec3 right_eye{}, left_eye{}, nose{}, chin{}, right_ear{}, left_ear{};
};

/// A head whose brain and face are known, to be laid over others. Immutable; may be shared.
struct Atlas {
  Image head;  ///< 1 mm along RAS
  Image brain; ///< on the head's grid, above 0 within the brain
  Landmarks landmarks;
};

/// Reads a head and its brain from NIfTI files. `landmarks` are those of Colin27 unless given.
/// Fails with FACE-NO-ATLAS where a file cannot be read or the grids differ.
Result<Atlas> load_atlas(const fs::path &head, const fs::path &brain,
                         const std::optional<Landmarks> &landmarks = {});

/// Colin27 as the system has it (Debian's mricron-data). Fails with FACE-NO-ATLAS.
/// Source: Holmes et al., J Comput Assist Tomogr 22, 1998.
Result<Atlas> installed_atlas();

} // namespace curate::face
