#include <cmath>
#include <libcurate/volume/diffusion.hpp>
#include <libcurate/volume/slice_order.hpp>

namespace curate::volume {
namespace {

// GE gives directions in the image's frame: frequency, phase, slice; which signs they have depends
// on the plane and on whether slices were taken against the normal. The result is in LPS. Source:
// Xiangrui Li, dicm2nii, and what dcm2niix does alike, for axial pictures validated by both.
std::optional<Vec3> lps_of_ge(Vec3 direction, const dicom::Frame &frame,
                              const dicom::SeriesFacts &facts, bool is_against_normal) {
  if (facts.phase_encoding_axis == dicom::InPlaneAxis::unknown) return {};
  if (facts.phase_encoding_axis == dicom::InPlaneAxis::row)
    direction = {direction[1], -direction[0], direction[2]};
  const Vec3 normal = normal_lps(frame);
  std::size_t plane = 2;
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (std::abs(normal[axis]) > std::abs(normal[plane])) plane = axis;
  std::array<bool, 3> flips{plane == 0, plane != 2, plane != 0};
  if (is_against_normal) flips[2] = !flips[2];
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (flips[axis]) direction[axis] = -direction[axis];
  return frame.row_lps * direction[0] + frame.column_lps * direction[1] + normal * direction[2];
}

// Canon too; known is only how it lies where phase is encoded along columns.
// Source: measured on dcm_qa_canon against its maintainers' directions.
std::optional<Vec3> lps_of_canon(const Vec3 &direction, const dicom::Frame &frame,
                                 const dicom::SeriesFacts &facts) {
  if (facts.phase_encoding_axis != dicom::InPlaneAxis::column) return {};
  return frame.row_lps * -direction[1] + frame.column_lps * -direction[0] +
         normal_lps(frame) * direction[2];
}

bool is_canon(const dicom::SeriesFacts &facts) {
  return facts.manufacturer == dicom::Manufacturer::canon ||
         facts.manufacturer == dicom::Manufacturer::toshiba;
}

// Nothing where the frame that a direction is given in is not known.
std::optional<Vec3> lps_of(const Vec3 &direction, const dicom::Frame &frame,
                           const dicom::SeriesFacts &facts, bool is_against_normal) {
  if (length(direction) == 0) return direction;
  switch (frame.diffusion->frame) {
  case dicom::DiffusionFact::Frame::patient_lps:
    return direction;
  case dicom::DiffusionFact::Frame::image_plane:
    return frame.row_lps * direction[0] + frame.column_lps * direction[1] +
           normal_lps(frame) * direction[2];
  case dicom::DiffusionFact::Frame::ge_image:
    return is_canon(facts) ? lps_of_canon(direction, frame, facts)
                           : lps_of_ge(direction, frame, facts, is_against_normal);
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

} // namespace

Gradients gradients_of(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                       const Stack &stack) {
  const auto slices = stack.is_mosaic ? 1 : static_cast<std::size_t>(stack.lattice.size[2]);
  const bool is_against_normal = slices > 1 && stack.frames[0] > stack.frames[slices - 1];
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
    const auto lps = lps_of(direction, frame, facts, is_against_normal);
    out.is_frame_unknown |= !lps;
    out.directions.push_back(stored_direction(lps.value_or(Vec3{}), affine));
  }
  if (out.is_frame_unknown) out.directions.clear();
  return is_weighted ? out : Gradients{};
}

} // namespace curate::volume
