#pragma once

#include <libcurate/deid/clean_series.hpp>
#include <libcurate/dicom/frame.hpp>
#include <optional>
#include <vector>

namespace curate::volume {

/// Phase-encoding direction in the axes of the stored picture: i, j or k, with its sign. Source:
/// BIDS, PhaseEncodingDirection.
enum class Direction { i, i_minus, j, j_minus, k, k_minus };

/// What was taken away because a picture may show a face.
struct Defacing {
  /// A face was looked for again afterwards, from all sides, and none was found. Else what its
  /// session's other pictures lost was taken away and nobody can look: of pictures of phase.
  bool is_verified = false;

  bool operator==(const Defacing &) const = default;
};

/// How one picture was taken: what its sidecar says. All absent unless known.
struct Acquisition {
  dicom::SeriesFacts series;
  deid::CleanTexts texts;
  deid::Options deidentification;   ///< the options that were applied
  std::optional<Defacing> defacing; ///< nothing: the picture is whole
  dicom::Component component = dicom::Component::unknown;
  dicom::Flavor flavor = dicom::Flavor::original;
  /// Whether it shows what the first frame of the series shows: only then the Image Type among the
  /// texts, which is of the first file, is this picture's.
  bool is_of_first_kind = true;
  std::optional<int> echo_number, acquisition_number;
  std::optional<double> echo_time_s, repetition_time_s, inversion_time_s, flip_angle_deg,
      slice_thickness_mm, spacing_between_slices_mm;
  std::optional<Direction> phase_encoding_direction;
  std::optional<dicom::InPlaneAxis>
      phase_encoding_axis; ///< where the axis is known and the polarity is not
  std::optional<double> effective_echo_spacing_s, total_readout_time_s;
  std::vector<double> slice_timing_s;      ///< by slice of the stored picture
  std::vector<double> volume_timing_s;     ///< start of each volume where they are not regular
  std::vector<double> volume_starts_s;     ///< of each volume, from the first; PET and CT only
  std::vector<dicom::PetFrame> pet_frames; ///< by volume; PET only
  std::optional<double> gantry_tilt_deg;   ///< of the scanner; the picture's own is undone
  /// Arterial spin labelling, by volume; both empty where one volume does not say.
  std::vector<dicom::LabelContext> label_contexts;
  std::vector<double> post_labeling_delays_s;
  std::optional<int> inversion_index; ///< which inversion time of the sequence, from 1
  std::optional<double> acquisition_time_of_day_s;
  std::array<double, 6>
      orientation_lps{}; ///< ImageOrientationPatientDICOM: row, then column direction
  std::vector<double> b_values_s_per_mm2; ///< by volume; empty where this is no diffusion series
  /// By volume: unit, in FSL's frame of the stored picture; empty where the frame is not known.
  std::vector<Vec3> gradients;
};

} // namespace curate::volume
