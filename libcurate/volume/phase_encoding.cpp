#include <libcurate/volume/phase_encoding.hpp>

namespace curate::volume {

PhaseEncoding phase_encoding_of(const dicom::SeriesFacts &facts, const Stack &stack) {
  PhaseEncoding out;
  out.effective_echo_spacing_s = facts.effective_echo_spacing_s;
  out.total_readout_time_s = facts.total_readout_time_s;
  if (facts.phase_encoding_axis == dicom::InPlaneAxis::unknown) return out;
  const std::size_t source = facts.phase_encoding_axis == dicom::InPlaneAxis::row ? 0 : 1;
  const int voxels = stack.lattice.size[source];
  out.voxel_count = voxels;
  const double bandwidth = facts.bandwidth_per_pixel_pe_hz.value_or(0);
  if (!out.effective_echo_spacing_s && bandwidth > 0)
    out.effective_echo_spacing_s = 1 / (bandwidth * voxels);
  if (!out.total_readout_time_s && out.effective_echo_spacing_s)
    out.total_readout_time_s = *out.effective_echo_spacing_s * (voxels - 1);

  constexpr Direction directions[3][2] = {{Direction::i, Direction::i_minus},
                                          {Direction::j, Direction::j_minus},
                                          {Direction::k, Direction::k_minus}};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (stack.storage[axis].source != source) continue;
    if (facts.is_phase_encoding_positive) {
      const bool is_minus = *facts.is_phase_encoding_positive == stack.storage[axis].is_flipped;
      out.direction = directions[axis][is_minus ? 1 : 0];
    } else {
      out.axis = facts.phase_encoding_axis;
    }
  }
  return out;
}

} // namespace curate::volume
