#include <cmath>
#include <libcurate/volume/describe.hpp>
#include <libcurate/volume/diffusion.hpp>
#include <libcurate/volume/phase_encoding.hpp>
#include <libcurate/volume/slice_timing.hpp>

namespace curate::volume {

Acquisition describe(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                     const Picture &picture, const Stack &stack) {
  const dicom::Frame &first = frames[picture.frames.front()];
  Acquisition out;
  out.series = facts;
  out.component = picture.component;
  out.flavor = picture.flavor;
  out.echo_number = picture.echo_number;
  out.acquisition_number = first.acquisition_number;
  out.echo_time_s = first.echo_time_s;
  out.repetition_time_s = first.repetition_time_s;
  out.inversion_time_s = first.inversion_time_s;
  out.flip_angle_deg = first.flip_angle_deg;
  out.slice_thickness_mm = first.slice_thickness_mm;
  out.spacing_between_slices_mm = first.spacing_between_slices_mm;
  if (stack.lattice.size[2] > 1) // positions cannot lie; a micrometre is below their rounding
    out.spacing_between_slices_mm = std::round(length(stack.lattice.step_lps_mm[2]) * 1e3) / 1e3;
  const PhaseEncoding phase = phase_encoding_of(facts, stack);
  out.phase_encoding_direction = phase.direction;
  out.phase_encoding_axis = phase.axis;
  if (phase.voxel_count) out.series.recon_matrix_pe = phase.voxel_count;
  out.effective_echo_spacing_s = phase.effective_echo_spacing_s;
  out.total_readout_time_s = phase.total_readout_time_s;
  out.slice_timing_s = slice_timing_s(frames, facts, stack);
  out.acquisition_time_of_day_s = first.acquisition_time_of_day_s;
  for (std::size_t i = 0; i < 3; ++i) {
    out.orientation_lps[i] = first.row_lps[i];
    out.orientation_lps[i + 3] = first.column_lps[i];
  }
  Gradients gradients = gradients_of(frames, facts, stack);
  out.b_values_s_per_mm2 = std::move(gradients.b_values_s_per_mm2);
  out.gradients = std::move(gradients.directions);
  return out;
}

} // namespace curate::volume
