#include <gtest/gtest.h>
#include <libcurate/bids/sidecar.hpp>
#include <libcurate/json/write.hpp>

namespace curate::bids {
namespace {

volume::Acquisition bold() {
  volume::Acquisition a;
  a.series.modality = dicom::Modality::mr;
  a.series.manufacturer = dicom::Manufacturer::siemens;
  a.series.magnetic_field_strength_t = 3;
  a.series.imaging_frequency_mhz = 123.248001;
  a.series.acquisition_kind = dicom::AcquisitionKind::two_d;
  a.series.series_number = 4;
  a.series.shim_setting = {10737, -10591};
  a.series.phase_encoding_axis = dicom::InPlaneAxis::column;
  a.series.recon_matrix_pe = 64;
  a.series.has_nonlinear_gradient_correction = false;
  a.echo_time_s = 0.03;
  a.repetition_time_s = 3;
  a.flip_angle_deg = 76;
  a.slice_thickness_mm = 3;
  a.phase_encoding_direction = volume::Direction::j_minus;
  a.effective_echo_spacing_s = 0.000279998351;
  a.total_readout_time_s = 0.01763989;
  a.slice_timing_s = {0, 1.5, 0.07};
  a.acquisition_time_of_day_s = 49775;
  a.orientation_lps = {1, -0.0, 0, 0, 0.99415123456, -0.10799999};
  return a;
}

Entities rest() {
  Entities name;
  name.datatype = "func";
  name.suffix = "bold";
  name.labels[Entity::task] = "rest";
  return name;
}

TEST(sidecar, says_what_bids_asks_for) {
  EXPECT_EQ(json::to_text(sidecar_of(bold(), rest())), R"({
  "TaskName": "rest",
  "Modality": "MR",
  "MagneticFieldStrength": 3,
  "ImagingFrequency": 123.248001,
  "Manufacturer": "Siemens",
  "ShimSetting": [
    10737,
    -10591
  ],
  "MRAcquisitionType": "2D",
  "NonlinearGradientCorrection": false,
  "EchoTime": 0.03,
  "RepetitionTime": 3,
  "FlipAngle": 76,
  "SliceThickness": 3,
  "ReconMatrixPE": 64,
  "EffectiveEchoSpacing": 0.000279998,
  "TotalReadoutTime": 0.0176399,
  "PhaseEncodingDirection": "j-",
  "ImageOrientationPatientDICOM": [
    1,
    0,
    0,
    0,
    0.994151,
    -0.108
  ],
  "InPlanePhaseEncodingDirectionDICOM": "COL",
  "SliceTiming": [
    0,
    1.5,
    0.07
  ],
  "DeidentificationMethod": [
    "curate 0.1.0, DICOM PS3.15 2024b Annex E"
  ],
  "DeidentificationMethodCodeSequence": [
    {
      "CodeValue": "113100",
      "CodeMeaning": "Basic Application Confidentiality Profile",
      "CodingSchemeDesignator": "DCM"
    }
  ]
}
)");
}

TEST(sidecar, says_what_became_of_the_face) {
  const auto codes_of = [](const json::Value &sidecar) {
    std::vector<std::string> codes;
    for (const auto &code : sidecar["DeidentificationMethodCodeSequence"])
      codes.push_back(code["CodeValue"].get<std::string>());
    return codes;
  };
  volume::Acquisition a = bold();
  EXPECT_FALSE(sidecar_of(a, rest()).contains("Defaced"));
  // What was looked at again has the code of the option; what nobody can look at has not.
  for (const bool is_verified : {true, false}) {
    a.defacing = volume::Defacing{is_verified};
    for (const json::Value &sidecar : {sidecar_of(a, rest()), flat_sidecar_of(a)}) {
      EXPECT_EQ(sidecar["Defaced"], true);
      EXPECT_EQ(sidecar["DefacingMethod"], "curate 0.1.0");
      EXPECT_EQ(sidecar["DefacingVerdict"],
                json::Value::array(
                    {"FACE-REMOVED", is_verified ? "FACE-NOT-FOUND-AGAIN" : "FACE-AS-SESSION"}));
      EXPECT_EQ(std::ranges::count(codes_of(sidecar), "113102"), is_verified ? 1 : 0);
    }
  }
}

TEST(sidecar, leaves_out_slice_times_beyond_one_repetition) {
  volume::Acquisition a = bold();
  a.slice_timing_s = {0, 52};
  EXPECT_FALSE(sidecar_of(a, rest()).contains("SliceTiming"));
  EXPECT_TRUE(flat_sidecar_of(a).contains("SliceTiming"));
}

TEST(sidecar, gives_volume_times_only_without_a_repetition_time) {
  volume::Acquisition a = bold();
  a.volume_timing_s = {0, 3, 7};
  EXPECT_FALSE(sidecar_of(a, rest()).contains("VolumeTiming"));
  a.repetition_time_s.reset();
  EXPECT_TRUE(sidecar_of(a, rest()).contains("VolumeTiming"));
}

TEST(sidecar, names_the_axis_where_polarity_is_not_known) {
  volume::Acquisition a = bold();
  a.phase_encoding_direction.reset();
  a.phase_encoding_axis = dicom::InPlaneAxis::row;
  const json::Value sidecar = sidecar_of(a, rest());
  EXPECT_EQ(sidecar["PhaseEncodingAxis"], "i");
  EXPECT_FALSE(sidecar.contains("PhaseEncodingDirection"));
}

TEST(sidecar, gives_units_to_phase_and_field_maps) {
  Entities name;
  name.datatype = "fmap";
  name.suffix = "fieldmap";
  EXPECT_EQ(sidecar_of(bold(), name)["Units"], "Hz");
  name = rest();
  name.labels[Entity::part] = "phase";
  EXPECT_EQ(sidecar_of(bold(), name)["Units"], "arbitrary");
}

TEST(sidecar, of_the_flat_layout_carries_the_series_number) {
  const json::Value sidecar = flat_sidecar_of(bold());
  EXPECT_EQ(sidecar["SeriesNumber"], 4);
  EXPECT_EQ(sidecar["ConversionSoftware"], "curate");
  EXPECT_FALSE(sidecar.contains("AcquisitionTime"));
}

TEST(sidecar, leaves_out_numbers_that_mean_nothing) {
  volume::Acquisition a = bold();
  a.echo_time_s = 0;
  a.flip_angle_deg = std::nan("");
  const json::Value sidecar = sidecar_of(a, rest());
  EXPECT_FALSE(sidecar.contains("EchoTime"));
  EXPECT_FALSE(sidecar.contains("FlipAngle"));
}

TEST(sidecar, rounds_as_a_person_would_write) {
  EXPECT_EQ(number_of(-0.0).dump(), "0");
  EXPECT_EQ(number_of(5.0).dump(), "5");
  EXPECT_EQ(number_of(2.666666667).dump(), "2.66667");
  EXPECT_EQ(number_of(1e-16).dump(), "1e-16");
}

} // namespace
} // namespace curate::bids
