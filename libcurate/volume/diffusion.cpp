#include <algorithm>
#include <libcurate/volume/diffusion.hpp>
#include <libcurate/volume/gradient_axes.hpp>
#include <libcurate/volume/slice_order.hpp>

namespace curate::volume {
namespace {

bool is_canon(const dicom::SeriesFacts &facts) {
  return facts.manufacturer == dicom::Manufacturer::canon ||
         facts.manufacturer == dicom::Manufacturer::toshiba;
}

// Of Canon only pictures with phase along columns were ever compared with the same gradients in the
// patient's frame. Source: https://github.com/rordenlab/dcm2niix/issues/422.
bool is_known(const dicom::SeriesFacts &facts) {
  return facts.phase_encoding_axis == dicom::InPlaneAxis::column ||
         (facts.phase_encoding_axis == dicom::InPlaneAxis::row && !is_canon(facts));
}

// Nothing where the frame that a direction is given in is not known.
std::optional<Vec3> lps_of(const Vec3 &direction, const dicom::Frame &frame,
                           const dicom::SeriesFacts &facts) {
  if (length(direction) == 0) return direction;
  switch (frame.diffusion->frame) {
  case dicom::DiffusionFact::Frame::patient_lps:
    return direction;
  case dicom::DiffusionFact::Frame::image_plane:
    return frame.row_lps * direction[0] + frame.column_lps * direction[1] +
           normal_lps(frame) * direction[2];
  case dicom::DiffusionFact::Frame::ge_image:
    if (!is_known(facts)) return {};
    return lps_of_encoding_axes(direction, frame, facts.phase_encoding_axis);
  }
  return {};
}

Vec3 stored_direction(const Vec3 &lps, const Affine &index_to_ras_mm) {
  const Vec3 ras{-lps[0], -lps[1], lps[2]};
  Vec3 out;
  for (std::size_t axis = 0; axis < 3; ++axis)
    out[axis] = dot(unit(index_to_ras_mm.column(axis)), ras);
  if (index_to_ras_mm.determinant() > 0) out[0] = -out[0];
  return unit(out);
}

// A diffusion scan of volumes without weighting: the other half of a pair that maps the distortion.
bool is_unweighted_diffusion(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                             const Stack &stack) {
  return facts.is_diffusion && std::ranges::all_of(stack.frames, [&](std::size_t at) {
           return frames[at].flavor == dicom::Flavor::original && frames[at].diffusion &&
                  frames[at].diffusion->b_value_s_per_mm2;
         });
}

} // namespace

Gradients gradients_of(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                       const Stack &stack) {
  const auto slices = stack.is_mosaic ? 1 : static_cast<std::size_t>(stack.lattice.size[2]);
  const Affine affine = grid_of(stack.lattice, stack.storage).index_to_ras_mm;
  Gradients out;
  bool is_weighted = false;
  for (std::size_t at = 0; at < stack.frames.size(); at += slices) {
    const dicom::Frame &frame = frames[stack.frames[at]];
    const dicom::DiffusionFact fact = frame.diffusion.value_or(dicom::DiffusionFact{});
    const double b = fact.b_value_s_per_mm2.value_or(0);
    is_weighted |= b > 0;
    out.b_values_s_per_mm2.push_back(b);
    Vec3 direction = unit(fact.direction);
    if (b <= 0 || fact.is_isotropic) direction = {};
    const auto lps = lps_of(direction, frame, facts);
    out.is_frame_unknown |= !lps || fact.is_direction_missing;
    out.directions.push_back(stored_direction(lps.value_or(Vec3{}), affine));
  }
  if (out.is_frame_unknown) out.directions.clear();
  return is_weighted || is_unweighted_diffusion(frames, facts, stack) ? out : Gradients{};
}

} // namespace curate::volume
