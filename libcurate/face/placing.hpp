#pragma once

#include <libcurate/face/defacer.hpp>
#include <libcurate/face/eyeballs.hpp>
#include <libcurate/face/locate.hpp>
#include <libcurate/face/own_brain.hpp>
#include <memory>

namespace curate::face {

/// What two ways of looking say of a head, and what its picture holds where they put things.
struct Evidence {
  Search search;
  std::shared_ptr<const Registrar> registrar;
  Registration registration;
  double likeness_alone = 0; ///< of the registration that nothing was told of a face
  std::optional<Eyes> eyes;  ///< their middles, where they were made out
  /// The parts of the atlas's face and scalp that are brighter than air here, of those inside the
  /// picture; and the part of the face that is inside.
  double face_tissue = 0, scalp_tissue = 0, face_inside = 0;
};

/// Registers the atlas and measures what is where it says. `search` stands in it already.
void weigh(const PreparedAtlas &atlas, const ImageView &view, Evidence &evidence);
/// Does so for the head leaning to a side, where it is seen so, and believes that if it is
/// likelier.
void weigh_leaning(const PreparedAtlas &atlas, const ImageView &view, Detector &detector,
                   Evidence &evidence);
/// Registers it again, near where it lies, when the face was looked at from its front meanwhile.
void weigh_again(const PreparedAtlas &atlas, const ImageView &view, Evidence &evidence);

/// Makes out the eyeballs near where both say that they are, and registers the atlas again by them.
void look_for_eyeballs(const PreparedAtlas &atlas, const ImageView &view, Evidence &evidence);

/// Whether both say the same of where the eyes are.
bool agree(const PreparedAtlas &atlas, const Registration &registration, const Face &face);
/// Whether a detection is right whatever registration says.
bool is_certain(const Face &face);

/// What the evidence amounts to: the verdict as far as it goes before anything is removed, and
/// where the face lies. A verdict with an empty code goes on to removal.
struct Placing {
  Verdict verdict;
  Affine atlas_to_subject;
  Vec3 right_eye_ras_mm{}, left_eye_ras_mm{};
  bool are_eyes_made_out = false;
};
Placing place(const PreparedAtlas &atlas, const Evidence &evidence);

/// How the head stands where an atlas lies so.
Axes axes_of(const Affine &atlas_to_subject);

/// Whether the picture shows a brain alone: laid over the atlas's brain, it has hardly any scalp.
bool is_skull_stripped(const PreparedAtlas &atlas, const ImageView &view, float threshold);

/// What is taken away of a head that was placed. `own`: its brain as it is seen, where plausible.
Removal removal_of(const PreparedAtlas &atlas, const Placing &placing,
                   const std::optional<OwnBrain> &own, bool keep_eyes);

} // namespace curate::face
