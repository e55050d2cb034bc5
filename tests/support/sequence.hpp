#pragma once

#include "tests/support/people.hpp"
#include <array>
#include <string>
#include <vector>

namespace curate::support {

enum class Kind { localizer, t1w, flair, dual_echo, bold, dwi, field_magnitude, field_phase };
enum class Plane { sagittal, coronal, axial };

/// What the operator dialled in for one series. Times in ms, as consoles show them.
struct Sequence {
  Kind kind = Kind::t1w;
  std::string protocol_name{}, series_description{}, sequence_name{};
  std::string scanning_sequence{}, sequence_variant{}, scan_options{};
  bool is_3d = false, is_epi = false;
  Plane plane = Plane::axial;
  double tilt_deg = 0;                ///< axial slices: of the front, upwards
  std::array<int, 3> size{};          ///< columns, rows, slices
  std::array<double, 3> spacing_mm{}; ///< between columns, rows, slices
  double thickness_mm = 1;
  Vec3 centre_ras_mm{};
  double repetition_time_ms = 2000, inversion_time_ms = 0, flip_angle_deg = 90;
  std::vector<double> echo_times_ms{30};
  int volumes = 1;
  std::vector<double> b_values{}; ///< by volume; empty where this is no diffusion series
  std::vector<Vec3> gradients_lps{};
  double pixel_bandwidth_hz = 260;
  int acceleration = 1;
  double partial_fourier = 1;
  bool phase_encoding_in_rows = false; ///< else along the columns (COL)
  bool phase_encoding_positive = false;
  double echo_spacing_ms = 0; ///< EPI: effective
  double duration_s = 60;
};

/// Where one slice lies, LPS in mm.
struct SlicePlace {
  Vec3 position_lps_mm{}, row_lps{}, column_lps{}, normal_lps{};
};

/// The place of slice `slice`. Slices are numbered along the scanner's slice order, which here is
/// always along `normal_lps` for axial slices, and right to left for sagittal ones.
SlicePlace place_of(const Sequence &sequence, int slice);

/// Column, row, slice index → RAS+ in mm.
Affine index_to_ras(const Sequence &sequence);

/// When each slice of one volume is taken, ms after its first: interleaved.
/// Siemens begins with the second slice when the number is even; GE always with the first.
std::vector<double> slice_times_ms(const Sequence &sequence, Vendor vendor);

/// The whole visit, in the order of scanning. `small`: 4 mm and few volumes, for tests.
std::vector<Sequence> sample_sequences(Vendor vendor, bool small);

} // namespace curate::support
