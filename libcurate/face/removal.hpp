#pragma once

#include <cstdint>
#include <libcurate/face/hull.hpp>
#include <libcurate/volume/volume.hpp>
#include <span>
#include <vector>

namespace curate::face {

/// The greatest `widened`.
inline constexpr int widest = 6;

/// What is taken away of a head, in the frame of its eyes (RAS, mm, of one frame of reference):
/// all below a plane over the brow and forward of a plane behind the eyes, out to the edge of the
/// picture, and the ears; never the brain. Kept per person and session, numbers rounded to 0.01.
struct Removal {
  Vec3 right_eye_ras_mm{}, left_eye_ras_mm{}; ///< middles of the eyeballs
  Vec3 right_ear_ras_mm{}, left_ear_ras_mm{};
  Vec3 right{1, 0, 0}, forward{0, 1, 0}, up{0, 0, 1}; ///< unit, of the head
  Affine atlas_to_subject;                            ///< where the atlas lies over this head
  Hull brain;
  double brain_margin_mm = 0;
  double eye_margin_mm = 0; ///< around the brain at the height of the eyes
  bool keep_eyes = false;
  /// 0 to `widest`: how many times anew, each with another shape: more of the brow, less behind the
  /// face, a ledge or a slope before the brain.
  int widened = 0;

  /// The same for a picture in which the head lies elsewhere.
  Removal moved(const Affine &to_other) const;
};

/// What was taken from another picture of the head, where it lies in a picture whose own removal is
/// known: as it is where their eyes lie within 6 mm, else carried over by the atlas.
Removal in_this_picture(const Removal &other, const Removal &own);

/// 1 for every voxel that a removal takes, else 0; i fastest, then j, k.
std::vector<std::uint8_t> mask_on(const Removal &removal, const volume::Grid &grid);

/// Adds to `mask` what another removal takes, but for the brain that `own` protects.
void unite(std::vector<std::uint8_t> &mask, const Removal &own, const Removal &other,
           const volume::Grid &grid);

/// How many voxels of the protected brain a mask holds: none, or the mask is wrong.
std::size_t brain_voxels_in(std::span<const std::uint8_t> mask, const Removal &removal,
                            const volume::Grid &grid);

} // namespace curate::face
