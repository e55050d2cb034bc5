#include <libcurate/bids/sidecar.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <libcurate/bids/sidecar_asl.hpp>
#include <libcurate/bids/sidecar_fields.hpp>
#include <libcurate/bids/sidecar_nuclear.hpp>
#include <libcurate/deid/confidentiality_codes.hpp>
#include <libcurate/volume/names.hpp>
#include <string_view>

namespace curate::bids {
namespace {

using json::Value;

std::string_view text_of(volume::Direction direction) {
  switch (direction) {
  case volume::Direction::i:
    return "i";
  case volume::Direction::i_minus:
    return "i-";
  case volume::Direction::j:
    return "j";
  case volume::Direction::j_minus:
    return "j-";
  case volume::Direction::k:
    return "k";
  case volume::Direction::k_minus:
    return "k-";
  }
  return "";
}

bool has(std::uint8_t bits, dicom::SequenceVariant variant) {
  return (bits & static_cast<std::uint8_t>(variant)) != 0;
}

void add_scanner(Fields &out, const volume::Acquisition &a) {
  out.add_text("Modality", volume::name_of(a.series.modality));
  out.add_positive("MagneticFieldStrength", a.series.magnetic_field_strength_t);
  out.add_positive("ImagingFrequency", a.series.imaging_frequency_mhz, 9);
  out.add_text("Manufacturer", volume::name_of(a.series.manufacturer));
  out.add("ManufacturersModelName", a.texts.manufacturers_model_name);
  out.add("InstitutionName", a.texts.institution_name);
  out.add("InstitutionalDepartmentName", a.texts.institutional_department_name);
  out.add("InstitutionAddress", a.texts.institution_address);
  out.add("DeviceSerialNumber", a.texts.device_serial_number);
  out.add("StationName", a.texts.station_name);
  out.add("BodyPart", a.texts.body_part);
  out.add("PatientPosition", a.texts.patient_position);
  out.add("SoftwareVersions", a.texts.software_versions);
  out.add("ReceiveCoilName", a.texts.receive_coil_name);
  out.add("ReceiveCoilActiveElements", a.texts.receive_coil_active_elements);
  out.add("TransmitCoilName", a.texts.transmit_coil_name);
  out.add("CoilCombinationMethod", a.texts.coil_combination_method);
  out.add("MatrixCoilMode", a.texts.matrix_coil_mode);
  out.add_list("ShimSetting", a.series.shim_setting);
  out.add("TxRefAmp", a.series.tx_ref_amp);
  if (a.series.table_position_mm) out.add_list("TablePosition", *a.series.table_position_mm);
  out.add_positive("SAR", a.series.sar_w_per_kg);
}

void add_sequence(Fields &out, const volume::Acquisition &a) {
  out.add("SeriesDescription", a.texts.series_description);
  out.add("ProtocolName", a.texts.protocol_name);
  out.add("ScanningSequence", a.texts.scanning_sequence);
  out.add("SequenceVariant", a.texts.sequence_variant);
  out.add("ScanOptions", a.texts.scan_options);
  out.add("SequenceName", a.texts.sequence_name);
  out.add("PulseSequenceDetails", a.texts.pulse_sequence_details);
  if (a.series.acquisition_kind == dicom::AcquisitionKind::two_d)
    out.add_text("MRAcquisitionType", "2D");
  if (a.series.acquisition_kind == dicom::AcquisitionKind::three_d)
    out.add_text("MRAcquisitionType", "3D");
  if (has(a.series.sequence_variant, dicom::SequenceVariant::mtc))
    out.add("MTState", std::optional<bool>(true));
  else
    out.add("MTState", a.series.has_magnetization_transfer);
  if (a.series.is_spoiled || has(a.series.sequence_variant, dicom::SequenceVariant::sp))
    out.add("SpoilingState", std::optional<bool>(a.series.is_spoiled.value_or(true)));
  out.add("NonlinearGradientCorrection", a.series.has_nonlinear_gradient_correction);
  out.add("ContrastBolusAgent", a.texts.contrast_bolus_agent);
}

void add_timing(Fields &out, const volume::Acquisition &a) {
  out.add("EchoNumber", a.echo_number);
  out.add_positive("EchoTime", a.echo_time_s);
  out.add_positive("EchoTime1", a.series.echo_time_1_s);
  out.add_positive("EchoTime2", a.series.echo_time_2_s);
  out.add_positive("RepetitionTime", a.repetition_time_s);
  out.add_positive("RepetitionTimeExcitation", a.series.repetition_time_excitation_s);
  out.add_positive("RepetitionTimePreparation", a.series.repetition_time_preparation_s);
  out.add_positive("InversionTime", a.inversion_time_s);
  out.add("FlipAngle", a.flip_angle_deg);
  out.add_positive("DelayTime", a.series.delay_time_s);
  out.add_positive("EchoTrainLength", a.series.echo_train_length);
  out.add_positive("NumberOfAverages", a.series.number_of_averages);
  out.add_positive("DwellTime", a.series.dwell_time_s);
  out.add_positive("AcquisitionDuration", a.series.acquisition_duration_s);
}

std::string_view text_of(dicom::PartialFourierDirection direction) {
  switch (direction) {
  case dicom::PartialFourierDirection::unknown:
    return "";
  case dicom::PartialFourierDirection::phase:
    return "PHASE";
  case dicom::PartialFourierDirection::frequency:
    return "FREQUENCY";
  case dicom::PartialFourierDirection::slice:
    return "SLICE_SELECT";
  case dicom::PartialFourierDirection::combination:
    return "COMBINATION";
  }
  return "";
}

/// What the console calls echo spacing, reckoned back from the bandwidth: of the lines as measured.
/// Source: dcm2niix, DerivedVendorReportedEchoSpacing.
std::optional<double> derived_echo_spacing_s(const volume::Acquisition &a) {
  const dicom::SeriesFacts &s = a.series;
  const double bandwidth = s.bandwidth_per_pixel_pe_hz.value_or(0);
  if (!(bandwidth > 0) || s.recon_matrix_pe.value_or(0) < 1) return {};
  return std::max(1.0, s.parallel_reduction_factor_in_plane.value_or(1)) /
         (bandwidth * *s.recon_matrix_pe * (1 + std::max(0.0, s.phase_oversampling.value_or(0))));
}

void add_readout(Fields &out, const volume::Acquisition &a) {
  const dicom::SeriesFacts &s = a.series;
  out.add_positive("BandwidthPerPixelPhaseEncode", s.bandwidth_per_pixel_pe_hz);
  out.add_positive("VendorReportedEchoSpacing", s.vendor_echo_spacing_s);
  out.add_positive("DerivedVendorReportedEchoSpacing", derived_echo_spacing_s(a));
  out.add_positive("EffectiveEchoSpacing", a.effective_echo_spacing_s);
  out.add_positive("TotalReadoutTime", a.total_readout_time_s);
  if (!a.effective_echo_spacing_s) {
    out.add_positive("EstimatedEffectiveEchoSpacing", s.estimated_effective_echo_spacing_s);
    out.add_positive("EstimatedTotalReadoutTime", s.estimated_total_readout_time_s);
  }
  out.add_positive("PixelBandwidth", s.pixel_bandwidth_hz);
  out.add_positive("WaterFatShift", s.water_fat_shift_px);
}

void add_space(Fields &out, const volume::Acquisition &a) {
  const dicom::SeriesFacts &s = a.series;
  out.add_positive("SliceThickness", a.slice_thickness_mm);
  out.add_positive("SpacingBetweenSlices", a.spacing_between_slices_mm);
  out.add_positive("PartialFourier", s.partial_fourier);
  out.add_text("PartialFourierDirection", text_of(s.partial_fourier_direction));
  out.add("BaseResolution", s.base_resolution);
  out.add("PhaseResolution", s.phase_resolution);
  out.add("PhaseOversampling", s.phase_oversampling);
  out.add("PercentPhaseFOV", s.percent_phase_field_of_view);
  out.add("PercentSampling", s.percent_sampling);
  out.add("PhaseEncodingSteps", s.phase_encoding_steps);
  out.add("AcquisitionMatrixPE", s.acquisition_matrix_pe);
  out.add("ReconMatrixPE", s.recon_matrix_pe);
  out.add("ParallelAcquisitionTechnique", a.texts.parallel_acquisition_technique);
  out.add_positive("ParallelReductionFactorInPlane", s.parallel_reduction_factor_in_plane);
  if (s.parallel_reduction_factor_out_of_plane.value_or(1) > 1)
    out.add("ParallelReductionFactorOutOfPlane", s.parallel_reduction_factor_out_of_plane);
  out.add("RefLinesPE", s.reference_lines_pe);
  out.add_positive("CompressedSensingFactor", s.compressed_sensing_factor);
  out.add_positive("MultibandAccelerationFactor", s.multiband_acceleration_factor);
  add_readout(out, a);
  if (a.phase_encoding_direction)
    out.add_text("PhaseEncodingDirection", text_of(*a.phase_encoding_direction));
  else if (a.phase_encoding_axis == dicom::InPlaneAxis::row)
    out.add_text("PhaseEncodingAxis", "i");
  else if (a.phase_encoding_axis == dicom::InPlaneAxis::column)
    out.add_text("PhaseEncodingAxis", "j");
  if (std::ranges::any_of(a.orientation_lps, [](double v) { return v != 0; }))
    out.add_list("ImageOrientationPatientDICOM", a.orientation_lps);
  if (s.phase_encoding_axis == dicom::InPlaneAxis::row)
    out.add_text("InPlanePhaseEncodingDirectionDICOM", "ROW");
  if (s.phase_encoding_axis == dicom::InPlaneAxis::column)
    out.add_text("InPlanePhaseEncodingDirectionDICOM", "COL");
}

/// What BIDS asks of some suffixes beyond the scanner's facts.
void add_for_name(Fields &out, const volume::Acquisition &a, const Entities &name) {
  out.add_text("TaskName", name.label(Entity::task));
  if (name.suffix == "bold" && !a.repetition_time_s)
    out.add_list("VolumeTiming", a.volume_timing_s); // BIDS: one of the two, never both
  if (name.suffix == "fieldmap")
    out.add_text("Units", "Hz");
  else if (name.label(Entity::part) == "phase")
    out.add_text("Units", "arbitrary"); // as stored by the scanner
  if (name.label(Entity::mt) == "on" || name.label(Entity::mt) == "off")
    out.add("MTState", std::optional<bool>(name.label(Entity::mt) == "on"));
}

} // namespace

Value number_of(double value, int digits) {
  const double rounded = base::to_double(fmt::format("{:.{}g}", value, digits)).value_or(0);
  constexpr double exact = 9e15; // below 2^53 whole numbers are exact
  if (rounded == std::trunc(rounded) && std::abs(rounded) < exact)
    return static_cast<std::int64_t>(rounded);
  return rounded;
}

// Source: BIDS schema 1.11.1, metadata DeidentificationMethod and
// DeidentificationMethodCodeSequence.
void add_deidentification(Value &sidecar, const volume::Acquisition &acquisition) {
  sidecar["DeidentificationMethod"] = Value::array({std::string(deid::deidentification_method())});
  deid::Options options = acquisition.deidentification;
  if (acquisition.defacing && acquisition.defacing->is_verified)
    options.add(deid::Option::clean_visual_features);
  for (const auto &code : deid::confidentiality_codes(options))
    sidecar["DeidentificationMethodCodeSequence"].push_back(
        {{"CodeValue", std::string(code.value)},
         {"CodeMeaning", std::string(code.meaning)},
         {"CodingSchemeDesignator", "DCM"}});
}

// BIDS has no fields for it; the codes are explained in docs/formats/dataset.md.
void add_defacing(Value &sidecar, const volume::Acquisition &acquisition) {
  if (!acquisition.defacing) return;
  sidecar["Defaced"] = true;
  sidecar["DefacingMethod"] = "curate " CURATE_VERSION;
  sidecar["DefacingVerdict"] =
      Value::array({"FACE-REMOVED", acquisition.defacing->is_verified ? "FACE-NOT-FOUND-AGAIN"
                                                                      : "FACE-AS-SESSION"});
}

Value sidecar_of(const volume::Acquisition &acquisition, const Entities &name) {
  Fields out;
  add_for_name(out, acquisition, name);
  add_scanner(out, acquisition);
  add_sequence(out, acquisition);
  add_timing(out, acquisition);
  add_space(out, acquisition);
  add_spin_labeling(out, acquisition);
  if (name.datatype == "perf") add_for_perfusion(out, acquisition, name.suffix);
  // BIDS reads SliceTiming as times within one repetition; scans that take their slices in packages
  // give later times, which validators refuse.
  const auto &times = acquisition.slice_timing_s;
  const bool fits = !times.empty() && acquisition.repetition_time_s &&
                    *std::ranges::max_element(times) <= *acquisition.repetition_time_s;
  if (fits) out.add_list("SliceTiming", times);
  Value sidecar = out.take();
  add_pet(sidecar, acquisition, true);
  add_ct(sidecar, acquisition);
  add_deidentification(sidecar, acquisition);
  add_defacing(sidecar, acquisition);
  return sidecar;
}

Value flat_sidecar_of(const volume::Acquisition &acquisition) {
  Fields out;
  add_scanner(out, acquisition);
  add_sequence(out, acquisition);
  out.add("SeriesNumber", acquisition.series.series_number);
  out.add("AcquisitionNumber", acquisition.acquisition_number);
  add_timing(out, acquisition);
  add_space(out, acquisition);
  add_spin_labeling(out, acquisition);
  add_delays_of_protocol(out, acquisition);
  out.add_list("SliceTiming", acquisition.slice_timing_s);
  out.add_list("VolumeTiming", acquisition.volume_timing_s);
  Value sidecar = out.take();
  add_pet(sidecar, acquisition, false);
  add_ct(sidecar, acquisition);
  add_deidentification(sidecar, acquisition);
  add_defacing(sidecar, acquisition);
  if (acquisition.is_of_first_kind)
    for (const deid::CleanText &value : acquisition.texts.image_type)
      sidecar["ImageType"].push_back(value.text());
  sidecar["ConversionSoftware"] = "curate";
  sidecar["ConversionSoftwareVersion"] = CURATE_VERSION;
  return sidecar;
}

} // namespace curate::bids
