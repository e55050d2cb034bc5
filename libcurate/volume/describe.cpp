#include <algorithm>
#include <cmath>
#include <libcurate/volume/describe.hpp>
#include <libcurate/volume/diffusion.hpp>
#include <libcurate/volume/phase_encoding.hpp>
#include <libcurate/volume/slice_timing.hpp>
#include <libcurate/volume/volume_timing.hpp>

namespace curate::volume {
namespace {

// The frames as they were taken: facts about slices are told of these, not of what is made of them.
Stack as_taken(const Stack &stack) {
  Stack out = stack;
  if (stack.resampling) out.lattice.size = stack.resampling->source_size;
  return out;
}

void describe_times(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                    const Stack &stack, Acquisition &out) {
  auto starts = volume_starts_s(frames, stack);
  // Diffusion volumes wait for the heart or are sorted by weight: their times say nothing.
  if (is_irregular(starts) && out.b_values_s_per_mm2.empty()) out.volume_timing_s = starts;
  const bool is_timed =
      facts.modality == dicom::Modality::pt || facts.modality == dicom::Modality::ct;
  if (is_timed) out.volume_starts_s = std::move(starts);
  if (!out.series.pet) return;
  out.pet_frames = pet_frames(frames, stack);
  // The scan starts with the earliest bed position; facts count from the first file of the series.
  const auto per_volume = stack.frames.size() / static_cast<std::size_t>(stack.volume_count);
  std::optional<double> earliest = out.acquisition_time_of_day_s;
  for (std::size_t i = 0; i < per_volume && earliest; ++i)
    if (const auto &time = frames[stack.frames[i]].acquisition_time_of_day_s)
      earliest = std::min(*earliest, *time);
  const auto &counted_from = frames.front().acquisition_time_of_day_s;
  if (!earliest || !counted_from) return;
  for (auto *time : {&out.series.pet->injection_start_s, &out.series.pet->injection_end_s})
    if (*time) **time += *counted_from - *earliest;
  out.acquisition_time_of_day_s = earliest;
}

/// One value of every volume, where all have it and the slices of a volume agree.
template <typename T, typename Get>
std::vector<T> by_volume(std::span<const dicom::Frame> frames, const Stack &stack, Get get) {
  const std::size_t each = stack.frames.size() / static_cast<std::size_t>(stack.volume_count);
  std::vector<T> values;
  for (std::size_t i = 0; i < stack.frames.size(); ++i) {
    const std::optional<T> value = get(frames[stack.frames[i]]);
    if (!value || (i % each != 0 && *value != values.back())) return {};
    if (i % each == 0) values.push_back(*value);
  }
  return values;
}

void add_labeling(std::span<const dicom::Frame> frames, const Stack &stack, Acquisition &out) {
  if (stack.volume_count < 1) return;
  out.label_contexts = by_volume<dicom::LabelContext>(frames, stack, [](const dicom::Frame &frame) {
    const bool is_said = frame.label_context != dicom::LabelContext::unknown;
    return is_said ? std::optional(frame.label_context) : std::nullopt;
  });
  out.post_labeling_delays_s = by_volume<double>(
      frames, stack, [](const dicom::Frame &frame) { return frame.post_labeling_delay_s; });
}

/// How many slices are taken at once: as many as share each time, with the same step between them.
int bands_of(const std::vector<double> &slice_times_s) {
  constexpr double same_s = 1e-3;
  const std::size_t count = slice_times_s.size();
  for (std::size_t bands = count / 2; bands > 1; --bands) {
    if (count % bands != 0) continue;
    const std::size_t step = count / bands;
    bool fits = true;
    for (std::size_t i = 0; i < count && fits; ++i) {
      fits = std::abs(slice_times_s[i] - slice_times_s[i % step]) < same_s;
      for (std::size_t j = i + 1; j < step && fits; ++j)
        fits = std::abs(slice_times_s[i] - slice_times_s[j]) >= same_s;
    }
    if (fits) return static_cast<int>(bands);
  }
  return 1;
}

bool is_echo_planar(const dicom::SeriesFacts &facts) {
  return (facts.scanning_sequence & static_cast<unsigned>(dicom::ScanningSequence::ep)) != 0;
}

} // namespace

Acquisition describe(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                     const Picture &picture, const Stack &stack) {
  const dicom::Frame &first = frames[picture.frames.front()];
  Acquisition out;
  out.series = facts;
  out.component = picture.component;
  out.flavor = picture.flavor;
  out.is_of_first_kind = first.component == frames.front().component &&
                         first.flavor == frames.front().flavor &&
                         first.dixon == frames.front().dixon;
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
  out.gantry_tilt_deg = first.gantry_tilt_deg;
  const Stack taken = as_taken(stack);
  const PhaseEncoding phase = phase_encoding_of(facts, taken);
  out.phase_encoding_direction = phase.direction;
  out.phase_encoding_axis = phase.axis;
  if (phase.voxel_count) out.series.recon_matrix_pe = phase.voxel_count;
  out.effective_echo_spacing_s = phase.effective_echo_spacing_s;
  out.total_readout_time_s = phase.total_readout_time_s;
  const bool is_mr = facts.modality == dicom::Modality::mr; // CT has times too, but no repetition
  if (!stack.resampling && is_mr) out.slice_timing_s = slice_timing_s(frames, facts, stack);
  if (!out.series.multiband_acceleration_factor && is_echo_planar(facts))
    if (const int bands = bands_of(out.slice_timing_s); bands > 1)
      out.series.multiband_acceleration_factor = bands;
  out.inversion_index = first.inversion_index;
  add_labeling(frames, stack, out);
  out.acquisition_time_of_day_s = first.acquisition_time_of_day_s;
  for (std::size_t i = 0; i < 3; ++i) {
    out.orientation_lps[i] = first.row_lps[i];
    out.orientation_lps[i + 3] = first.column_lps[i];
  }
  Gradients gradients = gradients_of(frames, facts, taken);
  out.b_values_s_per_mm2 = std::move(gradients.b_values_s_per_mm2);
  out.gradients = std::move(gradients.directions);
  describe_times(frames, facts, stack, out);
  return out;
}

} // namespace curate::volume
