#pragma once

#include <array>
#include <cstdint>
#include <libcurate/base/geometry.hpp>
#include <libcurate/dicom/ct_facts.hpp>
#include <libcurate/dicom/pet_facts.hpp>
#include <optional>
#include <vector>

namespace curate::dicom {

/// Who made the scanner, told from Manufacturer (0008,0070); text never travels.
enum class Manufacturer {
  unknown,
  siemens,
  ge,
  philips,
  toshiba,
  canon,
  uih,
  hitachi,
  bruker,
  hyperfine,
  mediso
};
enum class Modality { other, mr, ct, pt, sc };
/// What the numbers of a picture mean.
enum class Component { magnitude, phase, real, imaginary, unknown };
/// What a picture is, as far as its Image Type and vendor flags say.
enum class Flavor {
  original,
  derived,
  projection,
  adc,
  fractional_anisotropy,
  trace,
  colour_fa,
  perfusion_map,
  t_map,
  subtraction,
  multiplanar,
  b0_map,
  uniform_mp2rage,
  screenshot,
  scanner_report
};
/// What a picture of a Dixon scan shows, which tells water from fat by their frequencies: one of
/// them alone, both in phase or against each other, or a map made of them. Source: Dixon 1984, doi
/// 10.1148/radiology.153.1.6089263.
enum class DixonKind {
  none,
  water,
  fat,
  in_phase,
  opposed_phase,
  fat_fraction,
  water_fraction,
  r2_star,
  t2_star
};
enum class Photometric {
  monochrome1,
  monochrome2,
  rgb,
  ybr_full,
  ybr_full_422,
  ybr_partial_422,
  ybr_rct,
  ybr_ict,
  palette,
  other
};
enum class AcquisitionKind { unknown, two_d, three_d };
/// InPlanePhaseEncodingDirection (0018,1312).
enum class InPlaneAxis { unknown, row, column };
/// Direction of partial Fourier (0018,9036).
enum class PartialFourierDirection { unknown, phase, frequency, slice, combination };
/// How spins are labelled in arterial spin labelling (0018,9250).
enum class SpinLabeling { none, pulsed, continuous, pseudo_continuous };
/// What one volume of arterial spin labelling shows. Source: DICOM PS3.3, C.8.13.5.14 (0018,9257).
enum class LabelContext { unknown, control, label, m_zero };
/// How the bolus of pulsed labelling is cut off (0018,925E).
enum class BolusCutOff { unknown, quipss, quipss_ii, q2tips };
/// How pulsed labelling inverts. Source: BIDS, PASLType.
enum class PulsedLabeling { unknown, fair, epistar, picore };
/// Bits of ScanningSequence (0018,0020), SequenceVariant (0018,0021) and ScanOptions (0018,0022).
enum class ScanningSequence : std::uint8_t { se = 1, ir = 2, gr = 4, ep = 8, rm = 16 };
enum class SequenceVariant : std::uint8_t {
  sk = 1,
  mtc = 2,
  ss = 4,
  trss = 8,
  sp = 16,
  mp = 32,
  osp = 64
};

/// How one frame's pixels are stored. Source: DICOM PS3.3, C.7.6.3.1.
struct PixelFormat {
  int rows = 0, columns = 0;
  int samples_per_pixel = 1;
  int bits_allocated = 16, bits_stored = 16, high_bit = 15;
  bool is_signed = false;
  bool is_planar = false; ///< Planar Configuration 1
  bool is_float = false;  ///< Float or Double Float Pixel Data
  Photometric photometric = Photometric::monochrome2;

  bool operator==(const PixelFormat &) const = default;
};

/// Stored value → real value. Philips gives three scalings; which one to use is the assembler's
/// choice. Source: DICOM PS3.3, C.11.1; Chenevert et al. 2014, doi 10.1593/tlo.13811 (Philips).
struct Scaling {
  double slope = 1, intercept = 0; ///< Rescale Slope and Intercept
  bool has_rescale = false;
  std::optional<double> philips_scale_slope;     ///< (2005,100E), of MR
  std::optional<double> philips_scale_intercept; ///< (2005,100D)
  std::optional<double> real_world_slope, real_world_intercept;

  bool operator==(const Scaling &) const = default;
};

/// What a Siemens mosaic holds. Source: Siemens MR conformance statement; CSA image header
/// (0029,1010).
struct Mosaic {
  int slice_count = 0;
  int tile_columns = 0, tile_rows = 0; ///< how many tiles side by side, and one above the other
  Vec3 slice_normal_lps{};             ///< CSA SliceNormalVector; zeros where absent
  std::vector<double> slice_times_ms;  ///< CSA MosaicRefAcqTimes, in the order of the tiles
};

struct DiffusionFact {
  std::optional<double> b_value_s_per_mm2;
  /// A unit vector in the patient's frame (LPS), or in the frame named; zeros where there is none.
  Vec3 direction{};
  /// ge_image: along frequency, phase and slice encoding (GE, Canon's comments). image_plane: along
  /// rows, columns and their normal, as they stand in the picture (UIH).
  enum class Frame { patient_lps, ge_image, image_plane } frame = Frame::patient_lps;
  bool is_isotropic = false;         ///< trace, ADC or a mean over directions
  bool is_direction_missing = false; ///< weighted along one direction that the header does not give
};

/// How blood is labelled, beyond SeriesFacts::spin_labeling. Source: DICOM PS3.3, C.8.13.5.14;
/// BIDS, arterial spin labelling.
struct SpinLabelingFacts {
  std::optional<bool> has_background_suppression;
  std::optional<bool> has_bolus_cut_off;
  BolusCutOff bolus_cut_off = BolusCutOff::unknown;
  std::vector<double> bolus_cut_off_delays_s;
  PulsedLabeling pulsed = PulsedLabeling::unknown;
  std::optional<bool> has_vascular_crushing;
  std::optional<double> vascular_crushing_venc_cm_per_s;
  std::optional<double> slab_thickness_mm; ///< of pulsed labelling
  std::optional<double> distance_mm;       ///< from the labelling plane to the imaging volume
  std::optional<double> pulse_flip_angle_deg, pulse_duration_s;
  std::optional<double> average_gradient_mt_per_m, maximum_gradient_mt_per_m;
};

/// Facts about one picture: closed enums and numbers, an allow-list. It holds no identity, so it
/// may travel. What the header does not give is absent. Times of day have no date. Lengths in mm,
/// times in s, LPS frame.
struct Frame {
  // where it lies
  Vec3 position_lps_mm{};
  Vec3 row_lps{1, 0, 0};    ///< direction in which the column index grows
  Vec3 column_lps{0, 1, 0}; ///< direction in which the row index grows
  bool has_position = false, has_orientation = false;
  double row_spacing_mm = 1; ///< between rows: first value of Pixel Spacing
  double column_spacing_mm = 1;
  bool has_spacing = false;
  std::optional<double> slice_thickness_mm, spacing_between_slices_mm;
  std::optional<double> gantry_tilt_deg;
  // how it is stored
  PixelFormat format;
  Scaling scaling;
  std::optional<double> padding_value; ///< (0028,0120): stored where nothing was measured
  // its place in the series
  std::optional<int> instance_number, acquisition_number, echo_number, temporal_position,
      stack_position;
  std::optional<int> stack_id;                ///< (0020,9056) where it is a number
  std::vector<std::uint32_t> dimension_index; ///< enhanced objects: Dimension Index Values
  /// Where the vendor counts volumes apart from the standard's attributes: Philips, diffusion.
  std::optional<int> volume_number;
  std::optional<double> dynamic_begin_s; ///< Philips: when the volume began, after the scan did
  std::optional<double> trigger_time_s;
  std::optional<double> slice_time_s; ///< GE: when the slice was taken, after the scan began
  std::optional<double> cardiac_phase_percent; ///< (0020,9241) of the heart's cycle
  std::optional<double> acquisition_time_of_day_s, content_time_of_day_s;
  // what it shows
  Component component = Component::unknown;
  Flavor flavor = Flavor::original;
  DixonKind dixon = DixonKind::none;
  std::optional<Mosaic> mosaic;
  std::optional<DiffusionFact> diffusion;
  // how it was taken
  std::optional<double> echo_time_s, repetition_time_s, inversion_time_s, flip_angle_deg;
  std::optional<int> coil_element;    ///< uncombined coil data: which
  std::optional<int> inversion_index; ///< of the inversion times of the sequence, from 1 (MP2RAGE)
  LabelContext label_context = LabelContext::unknown;
  std::optional<double> post_labeling_delay_s;
  std::optional<PetFrame> pet;
};

/// Facts that hold for a whole series, from its first instance.
struct SeriesFacts {
  Manufacturer manufacturer = Manufacturer::unknown;
  Modality modality = Modality::other;
  AcquisitionKind acquisition_kind = AcquisitionKind::unknown;
  std::optional<int> series_number;
  bool is_enhanced = false;
  bool is_xa = false;        ///< Siemens XA line (no classic CSA header)
  bool is_diffusion = false; ///< a diffusion scan, by Image Type, Acquisition Contrast, sequence
  bool has_burned_in_annotation = false;
  std::uint8_t scanning_sequence = 0, sequence_variant = 0; ///< bits
  std::optional<double> magnetic_field_strength_t, imaging_frequency_mhz, sar_w_per_kg;
  std::optional<double> pixel_bandwidth_hz, dwell_time_s, echo_train_length, number_of_averages;
  std::optional<double> percent_sampling, percent_phase_field_of_view, partial_fourier;
  std::optional<int> phase_encoding_steps, acquisition_matrix_pe, recon_matrix_pe, base_resolution;
  std::array<int, 4>
      acquisition_matrix{}; ///< (0018,1310): frequency rows, columns, phase rows, columns
  InPlaneAxis phase_encoding_axis = InPlaneAxis::unknown;
  std::optional<bool>
      is_phase_encoding_positive; ///< Siemens CSA PhaseEncodingDirectionPositive; GE polarity
  std::optional<double> bandwidth_per_pixel_pe_hz; ///< Siemens (0019,1028)
  std::optional<double> effective_echo_spacing_s,
      total_readout_time_s; ///< where the vendor states them
  std::optional<double> parallel_reduction_factor_in_plane, multiband_acceleration_factor;
  std::optional<double> phase_oversampling, phase_resolution;
  std::optional<double> repetition_time_preparation_s;
  std::optional<double> echo_time_1_s,
      echo_time_2_s;                  ///< phase difference: of the two echoes subtracted
  std::optional<double> delay_time_s; ///< pause at the end of each volume (sparse sampling)
  /// Acquisition time of each slice, ascending along the slice normal (row x column direction).
  std::vector<double> slice_times_s;
  std::optional<int> slice_count;
  std::optional<int> volume_count;
  std::optional<bool> has_nonlinear_gradient_correction;
  std::vector<int> shim_setting;
  std::optional<double> tx_ref_amp;
  std::optional<Vec3> table_position_mm;
  std::optional<int> number_of_temporal_positions;
  std::optional<double> water_fat_shift_px; ///< Philips
  std::optional<int> epi_factor;            ///< Philips
  /// Philips gives no readout time: reckoned from water-fat shift and EPI factor.
  std::optional<double> estimated_effective_echo_spacing_s, estimated_total_readout_time_s;
  /// Between two lines as measured, not divided by the acceleration.
  std::optional<double> vendor_echo_spacing_s;
  std::optional<double> parallel_reduction_factor_out_of_plane;
  std::optional<double> compressed_sensing_factor; ///< as a whole, parallel imaging included
  std::optional<int> reference_lines_pe, shot_count;
  PartialFourierDirection partial_fourier_direction = PartialFourierDirection::unknown;
  std::optional<bool> is_spoiled, has_magnetization_transfer;
  std::optional<double> acquisition_duration_s;
  SpinLabeling spin_labeling = SpinLabeling::none;
  std::optional<double> labeling_duration_s;
  std::vector<double> post_labeling_delays_s; ///< one, or one per delay of the protocol
  SpinLabelingFacts labeling;
  std::vector<double> inversion_times_s; ///< of a sequence with several (MP2RAGE), ascending
  /// Between two excitations of one train, where RepetitionTime is the whole cycle (MP2RAGE).
  std::optional<double> repetition_time_excitation_s;
  bool is_interpolated = false; ///< more pixels than were measured (Siemens, GE)
  bool is_fat_saturated = false, is_time_of_flight = false, has_contrast_agent = false;
  std::optional<double> patient_age_years; ///< as the header says, before any folding
  std::optional<PetFacts> pet;
  std::optional<CtFacts> ct;
  enum class Sex { unknown, female, male, other } patient_sex = Sex::unknown;
};

} // namespace curate::dicom
