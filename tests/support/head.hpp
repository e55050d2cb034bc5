#pragma once

#include <array>
#include <cstdint>
#include <libcurate/base/geometry.hpp>
#include <memory>
#include <vector>

namespace curate::support {

/// What a point of the head is made of.
enum class Tissue : std::uint8_t {
  air,
  skin,
  fat,
  muscle,
  compact_bone,
  marrow,
  csf,
  grey,
  white,
  deep_grey,
  vitreous,
  lens,
  lesion
};
inline constexpr std::size_t tissue_count = 13;

/// What kind of picture is taken.
enum class Contrast { t1w, t2w, pdw, flair, bold, dwi, gre_short, gre_long, field_hz, localizer };

/// How a picture is taken. Intensities are about 0 to 1000; field_hz gives Hz, negative too.
struct Scan {
  Contrast contrast = Contrast::t1w;
  double b_value_s_per_mm2 = 0; ///< dwi only
  Vec3 gradient_ras{0, 0, 1};   ///< dwi only: unit
  double noise = 12;            ///< standard deviation of the noise, in units of intensity
};

/// A spot of damaged white matter.
struct Lesion {
  Vec3 centre_ras_mm{};
  Vec3 radii_mm{};
  int since_visit = 1;
};

/// Whose head it is. The same traits give the same head, bit for bit.
struct Traits {
  std::uint64_t seed = 1; ///< size, proportions of the face, folds of the brain
  int lesion_count = 0;   ///< at the first visit; 0 for a healthy person
  int visit = 1;          ///< each later visit adds about a fifth of the lesions
};

/// A made-up head of no living person: skin, fat, skull, brain with folds and ventricles, eyes,
/// sinuses, and a face. RAS, mm, origin near the anterior commissure, from the vertex (about 95 mm)
/// to the neck (-175 mm). Cost: about two seconds and 15 MB for each head.
class Head {
public:
  explicit Head(const Traits &traits);
  Head(Head &&) noexcept;
  Head &operator=(Head &&) noexcept;
  ~Head();

  /// The tissue at the nearest point of a 1 mm lattice; air outside of it.
  Tissue at(const Vec3 &ras_mm) const;
  /// The picture without noise on a grid, i fastest. Thick voxels average what they hold.
  std::vector<float> signal(const Scan &scan, const Affine &index_to_ras_mm,
                            const std::array<int, 3> &size) const;
  /// The picture with noise (Rician; plain for field_hz). Another seed is another moment.
  std::vector<float> sample(const Scan &scan, const Affine &index_to_ras_mm,
                            const std::array<int, 3> &size, std::uint64_t noise_seed) const;

  /// The middle of the right and of the left eyeball.
  std::array<Vec3, 2> eyes_ras_mm() const;
  Vec3 nose_tip_ras_mm() const;
  Vec3 chin_ras_mm() const;
  /// Those present at this visit.
  const std::vector<Lesion> &lesions() const;

private:
  struct Lattice;
  std::unique_ptr<const Lattice> lattice_;
};

/// Adds noise of a standard deviation to a picture: Rician for magnitudes (it stays above 0), plain
/// otherwise.
void add_noise(std::vector<float> &picture, double deviation, bool magnitude, std::uint64_t seed);

/// What a tissue gives in a kind of picture, apart from place: 0 to 1000; 0 for field_hz.
float intensity(Tissue tissue, const Scan &scan);

/// A grid of `size` voxels with `spacing_mm`, axes along RAS, its middle at `centre_ras_mm`.
Affine centred_grid(const std::array<int, 3> &size, const Vec3 &spacing_mm,
                    const Vec3 &centre_ras_mm);

} // namespace curate::support
