#include <cmath>
#include <libcurate/face/bitmask.hpp>
#include <libcurate/face/defacer.hpp>

namespace curate::face {

namespace {

/// Brighter than this part of the head's brightest tenth is tissue; Colin27's air lies below 10 %.
constexpr float tissue_part = 0.2F;

Bitmask mask_of(const Image &image, float above) {
  Bitmask mask(image.grid.size);
  std::size_t at = 0;
  for (int k = 0; k < image.grid.size[2]; ++k)
    for (int j = 0; j < image.grid.size[1]; ++j)
      for (int i = 0; i < image.grid.size[0]; ++i, ++at)
        if (image.values[at] > above) mask.set(i, j, k);
  return mask;
}

float bright_of(const Image &image) {
  double sum = 0, count = 0;
  for (const float value : image.values)
    if (value > 0) sum += static_cast<double>(value), ++count;
  return count > 0 ? static_cast<float>(2 * sum / count) : 0;
}

/// Calls `take` with every third point of a mask along each axis.
void thinned(const Image &image, const Bitmask &mask, int step, const auto &take) {
  for (int k = 0; k < image.grid.size[2]; k += step)
    for (int j = 0; j < image.grid.size[1]; j += step)
      for (int i = 0; i < image.grid.size[0]; i += step)
        if (mask.at(i, j, k)) take(image.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k}));
}

Affine upright() {
  Affine affine;
  for (std::size_t a = 0; a < 3; ++a)
    affine.m[a][a] = 1;
  return affine;
}

/// The head without all that is no brain.
Image stripped(const Image &head, const Image &brain) {
  Image out = head;
  for (std::size_t at = 0; at < out.values.size(); ++at)
    if (!(brain.values[at] > 0)) out.values[at] = 0;
  return out;
}

/// The head without its face, as `removal_of` takes it.
Image faceless(const Atlas &atlas, const std::vector<Vec3> &brain) {
  Removal removal;
  removal.right_eye_ras_mm = atlas.landmarks.right_eye;
  removal.left_eye_ras_mm = atlas.landmarks.left_eye;
  removal.right_ear_ras_mm = atlas.landmarks.right_ear;
  removal.left_ear_ras_mm = atlas.landmarks.left_ear;
  removal.brain = Hull(brain, upright());
  removal.brain_margin_mm = 9; // Source: placing.cpp
  Image out = atlas.head;
  const auto mask = mask_on(removal, out.grid);
  for (std::size_t at = 0; at < mask.size(); ++at)
    if (mask[at] != 0) out.values[at] = 0;
  return out;
}

/// The poles of the temporal lobes reach further forward and down in some people than the rest of a
/// brain does: measured on made heads, 7 to 9 mm beyond those of the atlas where the rest lies
/// within 3. So much further out the border stands there.
void lengthen_poles(std::vector<Vec3> &border) {
  constexpr double further_mm = 4;
  constexpr Vec3 within{40, -15, -20}; // of the lobe, in MNI space
  for (Vec3 &point : border) {
    if (std::abs(point[0]) < 25 || point[1] < -15 || point[2] > -10) continue;
    const Vec3 from = point - Vec3{point[0] < 0 ? -within[0] : within[0], within[1], within[2]};
    point = point + unit(from) * further_mm;
  }
}

/// Points of the border of a brain.
std::vector<Vec3> border_of(const Image &brain) {
  const Bitmask mask = mask_of(brain, 0), inner = mask.eroded(false);
  std::vector<Vec3> border;
  for (int k = 0; k < brain.grid.size[2]; ++k)
    for (int j = 0; j < brain.grid.size[1]; ++j)
      for (int i = 0; i < brain.grid.size[0]; ++i)
        if (mask.at(i, j, k) && !inner.at(i, j, k))
          border.push_back(brain.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k}));
  lengthen_poles(border);
  return border;
}

} // namespace

PreparedAtlas::PreparedAtlas(Atlas of)
    : atlas(std::move(of)), pyramid(atlas.head), brain_pyramid(stripped(atlas.head, atlas.brain)),
      brain(border_of(atlas.brain)), faceless_pyramid(faceless(atlas, brain)) {
  const Bitmask brain_mask = mask_of(atlas.brain, 0);
  const Hull hull(brain, upright());
  Bitmask near = brain_mask;
  for (int mm = 0; mm < 6; ++mm)
    near = near.dilated(false);
  const Vec3 eyes = (atlas.landmarks.right_eye + atlas.landmarks.left_eye) * 0.5;
  thinned(atlas.head, mask_of(atlas.head, tissue_part * bright_of(atlas.head)), 3,
          [&](const Vec3 &point) {
            const Vec3 from = point - eyes;
            const Vec3 index = point - atlas.brain.grid.index_to_ras_mm.column(3);
            const bool by_brain = near.at(static_cast<int>(index[0]), static_cast<int>(index[1]),
                                          static_cast<int>(index[2]));
            if (by_brain) return;
            if (from[2] < 12 && from[1] > -20 && !hull.holds(point, 16)) face.push_back(point);
            if (from[2] > 35) scalp.push_back(point);
          });
}

} // namespace curate::face
