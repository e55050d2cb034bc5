#pragma once

#include <libcurate/face/pose.hpp>
#include <libcurate/face/pyramid.hpp>
#include <optional>

namespace curate::face {

/// How an atlas lies over a head.
struct Registration {
  Affine atlas_to_subject; ///< RAS to RAS, mm; rounded, so that it is the same on every machine
  double scale = 1;        ///< subject over atlas
  /// How much the pictures say about each other within the atlas's head, in nats: 0 for noise and
  /// for bodies of one brightness.
  double likeness = 0;
  /// Its scale is one that heads have (0.78 to 1.12), and it stands within 50 degrees of upright.
  bool is_plausible = false;

  Vec3 to_subject(const Vec3 &atlas_ras_mm) const { return atlas_to_subject.apply(atlas_ras_mm); }
};

/// How sure it is where eyes are: a likeness of a face, a face for certain, the eyeballs
/// themselves.
enum class Trust { likely, certain, exact };

/// Where something else says that a head's eyes are.
struct Hint {
  Affine start; ///< atlas to subject: turn, size and place by what was seen
  std::array<Vec3, 2> atlas_eyes_ras_mm{}, seen_eyes_ras_mm{};
  Trust trust = Trust::likely;
};

/// Lays an atlas over one head. The pose of the atlas that says most about the picture is sought at
/// 8 mm from 27 turns about the middle of the head's top, the best of them further at 4 mm, first
/// as a similarity, then with the head's proportions. Only sums in a fixed order: the same result
/// every time. Atlas and picture outlive it.
class Registrar {
public:
  Registrar(const AtlasPyramid &atlas, const ImageView &subject);

  /// The best of all. With a hint that is not far less likely, the best near the eyes that were
  /// seen. One core: 1.3 s.
  Registration best(const std::optional<Hint> &hint = {}) const { return both(hint).best; }
  /// The same, and the best of all.
  struct Both {
    Registration alone, best;
  };
  Both both(const std::optional<Hint> &hint) const;
  /// The best near one that is known, when more is known of the eyes. One core: 0.3 s.
  Registration near(const Registration &known, const Hint &hint) const;
  /// How well a head stands as it is held, in nats. One core: 0.05 s.
  double upright() const;

private:
  Pose start() const;
  Registration finished(Pose pose, const std::optional<Hint> &hint, double &worth) const;

  const AtlasPyramid &atlas_;
  Pair subject_;
  std::optional<Vec3> middle_ras_mm_; ///< where the atlas's middle lies when nothing is turned
};

} // namespace curate::face
