#pragma once

#include <cstdint>
#include <optional>

namespace curate::dicom {

/// Units (0054,1001). Source: DICOM PS3.3, C.8.9.1.1.3.
enum class PetUnits {
  unknown,
  counts,
  counts_per_second,
  becquerel_per_ml,
  gram_per_ml,
  percent,
  proportional_to_counts,
  proportional_to_counts_per_second,
  none
};
/// Decay Correction (0054,1102): to which moment. Source: DICOM PS3.3, C.8.9.1.1.6.
enum class DecayCorrection { unknown, none, start, administration };
/// Randoms Correction Method (0054,1100). Source: DICOM PS3.3, C.8.9.1.1.4.
enum class RandomsCorrection { unknown, none, delayed_events, singles };
/// What attenuation was taken from, as the header's free text says; the text never travels.
enum class AttenuationCorrection {
  unknown,
  none,
  computed_tomography,
  magnetic_resonance,
  transmission_scan,
  calculated
};
/// The isotopes that are given to people for PET. Source: DICOM PS3.16, CID 4020.
enum class Radionuclide { unknown, c11, n13, o15, f18, cu62, cu64, ga68, rb82, y86, zr89, i124 };
/// What is injected: an allow-list of common tracers. Source: DICOM PS3.16, CID 4021.
enum class Tracer {
  unknown,
  fdg,
  water,
  pib,
  florbetapir,
  florbetaben,
  flutemetamol,
  nav4694,
  flortaucipir,
  mk6240,
  pi2620,
  fdopa,
  fet,
  methionine,
  choline,
  raclopride,
  fallypride,
  dasb,
  way100635,
  pbr28,
  dpa714,
  pk11195,
  ucb_j,
  flumazenil,
  altropane,
  fluoride,
  ammonia,
  rubidium,
  dotatate,
  dotatoc,
  psma
};
/// How the picture was reconstructed.
enum class PetReconstruction {
  unknown,
  filtered_back_projection,
  reprojection_3d,
  osem,
  mlem,
  ramla,
  bsrem
};
enum class PetFilter { unknown, none, gaussian };

/// Of one frame of a PET series. Absent where the header does not say.
struct PetFrame {
  std::optional<double> reference_time_s;        ///< (0054,1300), from the start of the series
  std::optional<double> duration_s;              ///< (0018,1242)
  std::optional<double> decay_factor;            ///< (0054,1321)
  std::optional<double> scatter_fraction;        ///< (0054,1323), 0 to 1
  std::optional<double> dose_calibration_factor; ///< (0054,1322)

  bool operator==(const PetFrame &) const = default;
};

/// Of a PET series: numbers and closed enums.
struct PetFacts {
  PetUnits units = PetUnits::unknown;
  DecayCorrection decay_correction = DecayCorrection::unknown;
  RandomsCorrection randoms_correction = RandomsCorrection::unknown;
  AttenuationCorrection attenuation_correction = AttenuationCorrection::unknown;
  Radionuclide radionuclide = Radionuclide::unknown;
  Tracer tracer = Tracer::unknown;
  std::optional<double> half_life_s, positron_fraction;
  std::optional<double> injected_activity_bq;
  std::optional<double> injected_volume_ml;
  std::optional<double> molar_activity_bq_per_umol;
  /// Injection minus start of the scan: below zero where it came before. No time of day.
  std::optional<double> injection_start_s, injection_end_s;
  PetReconstruction reconstruction = PetReconstruction::unknown;
  bool has_time_of_flight = false, has_point_spread = false;
  std::optional<int> iterations, subsets;
  PetFilter filter = PetFilter::unknown;
  std::optional<double> filter_size_mm;
};

} // namespace curate::dicom
