#pragma once

#include <libcurate/face/detect.hpp>
#include <libcurate/face/fill.hpp>
#include <libcurate/face/register.hpp>
#include <memory>
#include <optional>
#include <string>

namespace curate::face {

struct OwnBrain;

/// Whether a picture shows a face.
enum class Found { found, none, unsure };
/// What became of it.
enum class Outcome { removed, refused, no_face, too_coarse };
/// What told where the face lies.
enum class PlacedBy { nothing, detection, registration, session };

/// "found", "none", "unsure".
std::string_view name_of(Found found);
/// "removed", "refused", "no_face", "too_coarse".
std::string_view name_of(Outcome outcome);
/// "", "detection", "registration", "session".
std::string_view name_of(PlacedBy placed);

/// The method as sidecars name it.
inline constexpr std::string_view method_name = "curate face removal";
inline constexpr std::string_view method_version = "2";

struct DefaceOptions {
  bool keep_eyes = false; ///< the eyeballs stay, for studies of the visual pathway
  Fill fill = Fill::background;
};

/// What was seen and done, and why. `code`, `reason` and `remedy` are empty where a face was
/// removed; the texts hold nothing from the data.
struct Verdict {
  Found face = Found::none;
  Outcome outcome = Outcome::no_face;
  std::string code, reason, remedy;
  std::optional<double> score_before, score_after; ///< nothing: no picture scored above -1
  PlacedBy placed_by = PlacedBy::nothing;
  int widened = 0; ///< how many times more was taken, because a face was still found
  std::size_t removed_voxels = 0;
};

/// A verdict with what is to be taken away: both are there when the outcome is `removed`.
struct Defaced {
  Verdict verdict;
  std::optional<Removal> removal; ///< also for a refused picture whose head was placed
  std::vector<std::uint8_t> mask; ///< 1: taken away; the picture's grid
  std::optional<float> threshold; ///< of the surface that was looked at
};

/// An atlas made ready; shared by the workers.
struct PreparedAtlas {
  explicit PreparedAtlas(Atlas of);

  Atlas atlas;
  AtlasPyramid pyramid;
  AtlasPyramid brain_pyramid;    ///< of the brain alone
  std::vector<Vec3> brain;       ///< points of the brain's border
  AtlasPyramid faceless_pyramid; ///< of the head without its face
  std::vector<Vec3> face;        ///< points within the tissue of the face
  std::vector<Vec3> scalp;       ///< points within skin and bone around the brain
};

/// Looks for faces, says what to take away, and looks again. One for each worker.
class Defacer {
public:
  explicit Defacer(std::shared_ptr<const PreparedAtlas> atlas, const DefaceOptions &options = {});
  ~Defacer();

  /// Says whether there is a face, and takes nothing away.
  Verdict check(const ImageView &view);
  /// Finds what is to be taken away of a picture, and verifies it. `session`: what was taken from
  /// the other pictures of the person's session; it is taken here as well.
  /// One core, 1 mm T1w: some 6 s. Memory: 30 bytes per mm3 of the picture's box.
  /// `of_same_frame`: what a picture of the same frame of reference lost. Where the head lies there
  /// too, or its own face cannot be placed, the picture loses just that, and is looked at again;
  /// only where a face is found still, its own is placed.
  Defaced deface(const ImageView &view, std::span<const Removal> session = {},
                 const Removal *of_same_frame = nullptr);

  const DefaceOptions &options() const { return options_; }

private:
  std::optional<Defaced> follow(const ImageView &view, const Removal &other);
  static bool spares_the_brain(const ImageView &view, const std::optional<OwnBrain> &own_brain,
                               const Defaced &defaced);
  void verify(const ImageView &view, std::span<const Removal> session, int widened_at_first,
              const std::optional<OwnBrain> &own_brain, Defaced &defaced);

  std::shared_ptr<const PreparedAtlas> atlas_;
  DefaceOptions options_;
  std::unique_ptr<Detector> detector_;
};

/// HU where a picture reaches below -500, else arbitrary.
Scale scale_of(std::span<const float> values);

} // namespace curate::face
