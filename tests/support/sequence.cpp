#include "tests/support/sequence.hpp"

#include <cmath>

namespace curate::support {

namespace {

Vec3 to_lps(const Vec3 &ras) {
  return {-ras[0], -ras[1], ras[2]};
}

/// Twelve directions spread over the half sphere by the golden angle.
std::vector<Vec3> directions(int count) {
  std::vector<Vec3> spread;
  const double golden = std::acos(-1.0) * (3 - std::sqrt(5.0));
  for (int i = 0; i < count; ++i) {
    const double z = 1 - (i + 0.5) / count;
    const double radius = std::sqrt(1 - z * z);
    spread.push_back({radius * std::cos(golden * i), radius * std::sin(golden * i), z});
  }
  return spread;
}

void coarsen(Sequence &sequence, std::array<int, 3> size) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    sequence.spacing_mm[axis] *= static_cast<double>(sequence.size[axis]) / size[axis];
    sequence.size[axis] = size[axis];
  }
  sequence.thickness_mm = sequence.spacing_mm[2];
}

Sequence localizer() {
  return {.kind = Kind::localizer,
          .scanning_sequence = "GR",
          .sequence_variant = "SP\\OSP",
          .size = {256, 256, 9},
          .spacing_mm = {1.0, 1.0, 20},
          .thickness_mm = 7,
          .centre_ras_mm = {0, 0, 0},
          .repetition_time_ms = 8.6,
          .flip_angle_deg = 20,
          .echo_times_ms = {4},
          .pixel_bandwidth_hz = 320,
          .duration_s = 14};
}

Sequence t1w() {
  return {.kind = Kind::t1w,
          .scanning_sequence = "GR\\IR",
          .sequence_variant = "SK\\SP\\MP",
          .is_3d = true,
          .plane = Plane::sagittal,
          .size = {224, 240, 176},
          .spacing_mm = {1, 1, 1},
          .thickness_mm = 1,
          .centre_ras_mm = {0.5, 2, -22},
          .repetition_time_ms = 2300,
          .inversion_time_ms = 900,
          .flip_angle_deg = 9,
          .echo_times_ms = {2.98},
          .pixel_bandwidth_hz = 240,
          .acceleration = 2,
          .phase_encoding_in_rows = true,
          .phase_encoding_positive = true,
          .duration_s = 312};
}

Sequence flair() {
  return {.kind = Kind::flair,
          .scanning_sequence = "SE\\IR",
          .sequence_variant = "SK\\SP\\MP\\OSP",
          .tilt_deg = 8,
          .size = {256, 256, 48},
          .spacing_mm = {0.9375, 0.9375, 3},
          .thickness_mm = 3,
          .centre_ras_mm = {0, -8, 12},
          .repetition_time_ms = 9000,
          .inversion_time_ms = 2500,
          .flip_angle_deg = 150,
          .echo_times_ms = {81},
          .pixel_bandwidth_hz = 201,
          .acceleration = 2,
          .phase_encoding_in_rows = true,
          .duration_s = 182};
}

Sequence dual_echo() {
  Sequence sequence = flair();
  sequence.kind = Kind::dual_echo;
  sequence.scanning_sequence = "SE";
  sequence.sequence_variant = "SK\\SP\\OSP";
  sequence.inversion_time_ms = 0;
  sequence.repetition_time_ms = 3200;
  sequence.echo_times_ms = {11, 101};
  sequence.size[2] = 44;
  sequence.duration_s = 204;
  return sequence;
}

Sequence bold() {
  return {.kind = Kind::bold,
          .scanning_sequence = "EP",
          .sequence_variant = "SK",
          .scan_options = "FS",
          .is_epi = true,
          .tilt_deg = -4,
          .size = {64, 64, 36},
          .spacing_mm = {3.5, 3.5, 3.5},
          .thickness_mm = 3,
          .centre_ras_mm = {0, -6, 14},
          .repetition_time_ms = 2000,
          .flip_angle_deg = 78,
          .echo_times_ms = {30},
          .volumes = 20,
          .pixel_bandwidth_hz = 2232,
          .acceleration = 2,
          .echo_spacing_ms = 0.265,
          .duration_s = 48};
}

Sequence dwi(int direction_count) {
  Sequence sequence = bold();
  sequence.kind = Kind::dwi;
  sequence.sequence_variant = "SK\\SP";
  sequence.scan_options = "PFP\\FS";
  sequence.tilt_deg = 0;
  sequence.size = {96, 96, 48};
  sequence.spacing_mm = {2.5, 2.5, 2.5};
  sequence.thickness_mm = 2.5;
  sequence.repetition_time_ms = 7200;
  sequence.flip_angle_deg = 90;
  sequence.echo_times_ms = {84};
  sequence.partial_fourier = 0.75;
  sequence.echo_spacing_ms = 0.345;
  sequence.b_values = {0};
  sequence.gradients_lps = {{0, 0, 0}};
  for (const Vec3 &direction : directions(direction_count)) {
    sequence.b_values.push_back(1000);
    sequence.gradients_lps.push_back(direction);
  }
  sequence.volumes = static_cast<int>(sequence.b_values.size());
  sequence.duration_s = 7.2 * (sequence.volumes + 2);
  return sequence;
}

Sequence field_map(Kind kind) {
  return {.kind = kind,
          .scanning_sequence = "GR",
          .sequence_variant = "SP",
          .tilt_deg = -4,
          .size = {64, 64, 36},
          .spacing_mm = {3.5, 3.5, 3.5},
          .thickness_mm = 3,
          .centre_ras_mm = {0, -6, 14},
          .repetition_time_ms = 488,
          .flip_angle_deg = 60,
          .echo_times_ms = {4.92, 7.38},
          .pixel_bandwidth_hz = 290,
          .duration_s = 64};
}

void name_all(std::vector<Sequence> &sequences, Vendor vendor) {
  struct Names {
    Kind kind;
    const char *siemens, *siemens_sequence, *ge, *ge_sequence;
  };
  static constexpr Names names[] = {
      {Kind::localizer, "localizer", "*fl2d1", "3 Plane Loc", "fgre"},
      {Kind::t1w, "t1_mprage_sag_p2_iso", "*tfl3d1_16ns", "Sag T1 MPRAGE", "bravo"},
      {Kind::flair, "t2_tirm_tra_dark-fluid_3mm", "*tir2d1_16", "Ax T2 FLAIR 3mm", "fse-xl"},
      {Kind::dual_echo, "pd+t2_tse_tra_3mm", "*tse2d2_9", "Ax PD T2 FSE dual echo", "fse-xl"},
      {Kind::bold, "ep2d_bold_moco_p2_rest", "*epfid2d1_64", "rsfMRI BOLD", "epiRT"},
      {Kind::dwi, "ep2d_diff_mddw_12_p2", "*ep_b1000", "Ax DTI 12 dir", "epi2"},
      {Kind::field_magnitude, "gre_field_mapping", "*fm2d2r", "Ax GRE field map 2 echo", "fgre"},
      {Kind::field_phase, "gre_field_mapping", "*fm2d2r", "Ax GRE field map 2 echo", "fgre"}};
  const bool siemens = vendor == Vendor::siemens;
  for (Sequence &sequence : sequences)
    for (const Names &row : names)
      if (row.kind == sequence.kind) {
        sequence.protocol_name = sequence.series_description = siemens ? row.siemens : row.ge;
        sequence.sequence_name = siemens ? row.siemens_sequence : row.ge_sequence;
      }
}

} // namespace

SlicePlace place_of(const Sequence &sequence, int slice) {
  SlicePlace place;
  Plane plane = sequence.plane;
  int index = slice, count = sequence.size[2];
  if (sequence.kind == Kind::localizer) { // three slices in each plane
    constexpr Plane order[] = {Plane::sagittal, Plane::coronal, Plane::axial};
    plane = order[static_cast<std::size_t>(slice / 3 % 3)];
    index = slice % 3;
    count = 3;
  }
  const double tilt = sequence.tilt_deg * std::acos(-1.0) / 180;
  if (plane == Plane::sagittal) {
    place.row_lps = {0, 1, 0};
    place.column_lps = {0, 0, -1};
  } else if (plane == Plane::coronal) {
    place.row_lps = {1, 0, 0};
    place.column_lps = {0, 0, -1};
  } else {
    place.row_lps = {1, 0, 0};
    place.column_lps = {0, std::cos(tilt), -std::sin(tilt)};
  }
  place.normal_lps = base::cross(place.row_lps, place.column_lps);
  const Vec3 step = plane == Plane::sagittal ? Vec3{1, 0, 0} : place.normal_lps;
  place.position_lps_mm =
      to_lps(sequence.centre_ras_mm) +
      place.row_lps * (-0.5 * (sequence.size[0] - 1) * sequence.spacing_mm[0]) +
      place.column_lps * (-0.5 * (sequence.size[1] - 1) * sequence.spacing_mm[1]) +
      step * ((index - 0.5 * (count - 1)) * sequence.spacing_mm[2]);
  return place;
}

Affine index_to_ras(const Sequence &sequence) {
  const SlicePlace first = place_of(sequence, 0);
  const Vec3 step = sequence.size[2] > 1
                        ? place_of(sequence, 1).position_lps_mm - first.position_lps_mm
                        : first.normal_lps * sequence.spacing_mm[2];
  Affine affine;
  affine.set_column(0, to_lps(first.row_lps * sequence.spacing_mm[0]));
  affine.set_column(1, to_lps(first.column_lps * sequence.spacing_mm[1]));
  affine.set_column(2, to_lps(step));
  affine.set_column(3, to_lps(first.position_lps_mm));
  return affine;
}

std::vector<double> slice_times_ms(const Sequence &sequence, Vendor vendor) {
  const int count = sequence.size[2];
  std::vector<double> times(static_cast<std::size_t>(count));
  const int first = vendor == Vendor::siemens && count % 2 == 0 ? 1 : 0;
  // Scanners place slices on a raster of 2.5 ms.
  const double gap_ms = std::floor(sequence.repetition_time_ms / count / 2.5) * 2.5;
  int turn = 0;
  for (const int start : {first, 1 - first})
    for (int slice = start; slice < count; slice += 2)
      times[static_cast<std::size_t>(slice)] = gap_ms * turn++;
  return times;
}

std::vector<Sequence> sample_sequences(Vendor vendor, bool small) {
  std::vector<Sequence> sequences = {localizer(),        t1w(),  flair(),
                                     dual_echo(),        bold(), field_map(Kind::field_magnitude),
                                     dwi(small ? 6 : 12)};
  if (vendor == Vendor::siemens)
    sequences.insert(sequences.end() - 1, field_map(Kind::field_phase));
  for (Sequence &sequence : sequences) {
    if (vendor == Vendor::ge && sequence.kind == Kind::t1w) {
      sequence.repetition_time_ms = 8.2; // GE states the time from pulse to pulse
      sequence.inversion_time_ms = 450;
      sequence.echo_times_ms = {3.2};
    }
    if (!small) continue;
    if (sequence.kind == Kind::localizer)
      coarsen(sequence, {32, 32, 9});
    else if (sequence.kind == Kind::t1w)
      coarsen(sequence, {56, 60, 44});
    else if (sequence.kind == Kind::flair)
      coarsen(sequence, {64, 64, 16});
    else if (sequence.kind == Kind::dual_echo)
      coarsen(sequence, {64, 64, 11});
    else
      coarsen(sequence, {32, 32, 12});
    if (sequence.kind == Kind::bold) sequence.volumes = 5;
  }
  name_all(sequences, vendor);
  return sequences;
}

} // namespace curate::support
