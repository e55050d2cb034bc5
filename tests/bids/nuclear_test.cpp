// What becomes of PET and CT: their names and their sidecars.
#include <gtest/gtest.h>
#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/sidecar.hpp>
#include <libcurate/bids/sidecar_nuclear.hpp>
#include <libcurate/json/write.hpp>

#include "tests/bids/made_facts.hpp"

namespace curate::bids {
namespace {

volume::Acquisition dynamic_pet() {
  volume::Acquisition a;
  a.series.modality = dicom::Modality::pt;
  a.series.pet.emplace();
  auto &pet = *a.series.pet;
  pet.units = dicom::PetUnits::becquerel_per_ml;
  pet.decay_correction = dicom::DecayCorrection::start;
  pet.randoms_correction = dicom::RandomsCorrection::delayed_events;
  pet.attenuation_correction = dicom::AttenuationCorrection::computed_tomography;
  pet.radionuclide = dicom::Radionuclide::c11;
  pet.tracer = dicom::Tracer::way100635;
  pet.injected_activity_bq = 185.5e6;
  pet.injection_start_s = -12.5;
  pet.reconstruction = dicom::PetReconstruction::osem;
  pet.has_time_of_flight = pet.has_point_spread = true;
  pet.iterations = 2;
  pet.subsets = 21;
  pet.filter = dicom::PetFilter::gaussian;
  pet.filter_size_mm = 2;
  a.volume_starts_s = {0, 60, 180};
  for (const double duration_s : {60.0, 120.0, 300.0}) {
    a.pet_frames.emplace_back();
    a.pet_frames.back().duration_s = duration_s;
    a.pet_frames.back().decay_factor = 1 + duration_s / 1e4;
    a.pet_frames.back().scatter_fraction = 0.25;
    a.pet_frames.back().dose_calibration_factor = 123456.5;
  }
  a.acquisition_time_of_day_s = 36610.25;
  return a;
}

TEST(nuclear, a_pet_sidecar_tells_what_the_header_does) {
  json::Value out = json::Value::object();
  add_pet(out, dynamic_pet(), true);
  EXPECT_EQ(out.dump(), R"({"Units":"Bq/mL","TracerName":"WAY-100635","TracerRadionuclide":"C11",)"
                        R"("InjectedRadioactivity":185.5,"InjectedRadioactivityUnits":"MBq",)"
                        R"("TimeZero":"10:10:10","ScanStart":0,"InjectionStart":-12.5,)"
                        R"("FrameTimesStart":[0,60,180],"FrameDuration":[60,120,300],)"
                        R"("ImageDecayCorrected":true,"ImageDecayCorrectionTime":0,)"
                        R"("DecayCorrectionFactor":[1.006,1.012,1.03],)"
                        R"("AttenuationCorrection":"CT",)"
                        R"("RandomsCorrectionMethod":"delayed event subtraction",)"
                        R"("ScatterFraction":[25,25,25],"DoseCalibrationFactor":123456.5,)"
                        R"("ReconMethodName":"PSF+TOF-OSEM",)"
                        R"("ReconMethodParameterLabels":["subsets","iterations"],)"
                        R"("ReconMethodParameterUnits":["none","none"],)"
                        R"("ReconMethodParameterValues":[21,2],)"
                        R"("ReconFilterType":"Gaussian","ReconFilterSize":2})");
}

TEST(nuclear, only_the_dataset_tells_the_time_of_day) {
  const json::Value flat = flat_sidecar_of(dynamic_pet());
  EXPECT_FALSE(flat.contains("TimeZero"));
  EXPECT_EQ(flat["ScanStart"], 0);
  Entities name{"pet", "pet", {}};
  EXPECT_EQ(sidecar_of(dynamic_pet(), name)["TimeZero"], "10:10:10");
}

TEST(nuclear, what_a_frame_does_not_say_is_left_out) {
  volume::Acquisition a = dynamic_pet();
  a.pet_frames[1].duration_s.reset();
  a.pet_frames[2].dose_calibration_factor = 1;
  a.volume_starts_s.clear();
  a.series.pet->tracer = dicom::Tracer::unknown;
  a.series.pet->decay_correction = dicom::DecayCorrection::unknown;
  json::Value out = json::Value::object();
  add_pet(out, a, false);
  for (const char *absent : {"FrameDuration", "DoseCalibrationFactor", "FrameTimesStart",
                             "TracerName", "ImageDecayCorrected", "DecayCorrectionFactor"})
    EXPECT_FALSE(out.contains(absent)) << absent;
}

TEST(nuclear, decay_is_corrected_to_the_injection_where_the_header_says_so) {
  volume::Acquisition a = dynamic_pet();
  a.series.pet->decay_correction = dicom::DecayCorrection::administration;
  json::Value out = json::Value::object();
  add_pet(out, a, false);
  EXPECT_EQ(out["ImageDecayCorrectionTime"], -12.5);
  a.series.pet->decay_correction = dicom::DecayCorrection::none;
  out = json::Value::object();
  add_pet(out, a, false);
  EXPECT_EQ(out["ImageDecayCorrected"], false);
  EXPECT_FALSE(out.contains("ImageDecayCorrectionTime"));
  EXPECT_FALSE(out.contains("DecayCorrectionFactor"));
}

TEST(nuclear, a_ct_sidecar_tells_tilt_and_exposure) {
  volume::Acquisition a;
  a.series.modality = dicom::Modality::ct;
  a.gantry_tilt_deg = -15.5;
  a.series.ct.emplace();
  a.series.ct->tube_voltage_kv = 120;
  a.series.ct->exposure_time_s = 1.5;
  a.series.ct->is_hounsfield = true;
  json::Value out = json::Value::object();
  add_ct(out, a);
  EXPECT_EQ(out.dump(),
            R"({"GantryDetectorTilt":-15.5,"KVP":120,"ExposureTime":1.5,"Units":"HU"})");
}

TEST(nuclear, other_sidecars_hold_nothing_of_it) {
  json::Value out = json::Value::object();
  add_pet(out, {}, true);
  add_ct(out, {});
  EXPECT_TRUE(out.empty());
}

NamingFacts pet_facts() {
  NamingFacts facts = made_facts("PET Brain");
  facts.series.modality = dicom::Modality::pt;
  facts.series.pet.emplace();
  facts.series.pet->tracer = dicom::Tracer::fdg;
  return facts;
}

TEST(nuclear, pet_has_a_name) {
  NamingFacts facts = pet_facts();
  const NameVerdict verdict = builtin_name(facts);
  EXPECT_EQ(verdict.status, NameVerdict::Status::named);
  EXPECT_EQ(verdict.name.datatype, "pet");
  EXPECT_EQ(verdict.name.suffix, "pet");
  EXPECT_EQ(verdict.name.label(Entity::trc), "FDG");
  EXPECT_EQ(verdict.name.label(Entity::rec), "");
  facts.series.pet->attenuation_correction = dicom::AttenuationCorrection::none;
  facts.volumes = 12;
  EXPECT_EQ(builtin_name(facts).name.label(Entity::rec), "nacdyn");
  EXPECT_TRUE(check(builtin_name(facts).name));
}

TEST(nuclear, what_was_computed_of_a_pet_is_skipped) {
  NamingFacts facts = pet_facts();
  facts.flavor = dicom::Flavor::projection;
  EXPECT_EQ(builtin_name(facts).status, NameVerdict::Status::skip);
}

TEST(nuclear, ct_has_no_name) {
  NamingFacts facts = made_facts("Head");
  facts.series.modality = dicom::Modality::ct;
  EXPECT_EQ(builtin_name(facts).status, NameVerdict::Status::unknown);
  facts.series.modality = dicom::Modality::pt; // nuclear medicine without facts of PET
  EXPECT_EQ(builtin_name(facts).status, NameVerdict::Status::unknown);
}

TEST(nuclear, names_of_pet_have_no_acquisition) {
  EXPECT_TRUE(allows("pet", "pet", Entity::trc));
  EXPECT_TRUE(allows("pet", "pet", Entity::run));
  EXPECT_FALSE(allows("pet", "pet", Entity::acq));
  EXPECT_TRUE(allows("anat", "T1w", Entity::acq));
  EXPECT_EQ(datatype_of("pet"), "pet");
}

} // namespace
} // namespace curate::bids
