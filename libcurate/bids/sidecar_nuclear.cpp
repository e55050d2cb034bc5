#include <libcurate/bids/sidecar_nuclear.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <libcurate/bids/sidecar.hpp>
#include <string_view>

namespace curate::bids {
namespace {

using json::Value;

constexpr int time_digits = 9; // a day in ms

std::string_view text_of(dicom::PetUnits units) {
  using enum dicom::PetUnits;
  switch (units) {
  case counts:
    return "counts";
  case counts_per_second:
    return "counts/s";
  case becquerel_per_ml:
    return "Bq/mL";
  case gram_per_ml:
    return "g/mL";
  case percent:
    return "percent";
  case proportional_to_counts:
    return "proportional to counts";
  case proportional_to_counts_per_second:
    return "proportional to counts/s";
  case none:
    return "n/a";
  case unknown:
    return "";
  }
  return "";
}

std::string_view text_of(dicom::Radionuclide nuclide) {
  constexpr std::string_view names[] = {"",     "C11",  "N13",  "O15", "F18",  "Cu62",
                                        "Cu64", "Ga68", "Rb82", "Y86", "Zr89", "I124"};
  return names[static_cast<std::size_t>(nuclide)];
}

std::string_view text_of(dicom::AttenuationCorrection correction) {
  constexpr std::string_view names[] = {"", "none", "CT", "MR", "transmission scan", "calculated"};
  return names[static_cast<std::size_t>(correction)];
}

std::string_view text_of(dicom::RandomsCorrection correction) {
  constexpr std::string_view names[] = {"", "none", "delayed event subtraction",
                                        "singles estimation"};
  return names[static_cast<std::size_t>(correction)];
}

std::string method_of(const dicom::PetFacts &pet) {
  constexpr std::string_view names[] = {
      "", "filtered back projection", "3D reprojection", "OSEM", "MLEM", "RAMLA", "BSREM"};
  std::string name(names[static_cast<std::size_t>(pet.reconstruction)]);
  if (name.empty()) return name;
  if (pet.has_time_of_flight) name = "TOF-" + name;
  if (pet.has_point_spread) name = "PSF+" + name;
  return name;
}

void put(Value &out, const char *name, std::string_view text) {
  if (!text.empty()) out[name] = std::string(text);
}

void put(Value &out, const char *name, const std::optional<double> &value, int digits = 6) {
  if (value && std::isfinite(*value)) out[name] = number_of(*value, digits);
}

/// By frame; left out where one of them does not say.
void put_list(Value &out, const char *name, const std::vector<dicom::PetFrame> &frames,
              std::optional<double> dicom::PetFrame::*member, double factor = 1) {
  if (frames.empty()) return;
  Value list = Value::array();
  for (const auto &frame : frames) {
    if (!(frame.*member)) return;
    list.push_back(number_of(*(frame.*member) * factor, time_digits));
  }
  out[name] = std::move(list);
}

void add_tracer(Value &out, const dicom::PetFacts &pet) {
  put(out, "TracerName", tracer_name(pet.tracer));
  put(out, "TracerRadionuclide", text_of(pet.radionuclide));
  if (pet.injected_activity_bq) {
    put(out, "InjectedRadioactivity", *pet.injected_activity_bq / 1e6);
    put(out, "InjectedRadioactivityUnits", "MBq");
  }
  put(out, "InjectedVolume", pet.injected_volume_ml);
  if (pet.molar_activity_bq_per_umol) {
    put(out, "MolarActivity", *pet.molar_activity_bq_per_umol / 1e9);
    put(out, "MolarActivityUnits", "GBq/umol");
  }
  put(out, "RadionuclideHalfLife", pet.half_life_s, time_digits);
  put(out, "RadionuclidePositronFraction", pet.positron_fraction);
}

std::string clock_of(double time_of_day_s) {
  const auto whole = static_cast<int>(std::floor(time_of_day_s)) % 86400;
  return fmt::format("{:02}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

void add_times(Value &out, const volume::Acquisition &a, bool with_time_zero) {
  const auto &pet = *a.series.pet;
  if (with_time_zero && a.acquisition_time_of_day_s && *a.acquisition_time_of_day_s >= 0)
    out["TimeZero"] = clock_of(*a.acquisition_time_of_day_s);
  out["ScanStart"] = 0;
  put(out, "InjectionStart", pet.injection_start_s, time_digits);
  put(out, "InjectionEnd", pet.injection_end_s, time_digits);
  if (!a.volume_starts_s.empty()) {
    Value starts = Value::array();
    for (const double start : a.volume_starts_s)
      starts.push_back(number_of(start, time_digits));
    out["FrameTimesStart"] = std::move(starts);
  }
  put_list(out, "FrameDuration", a.pet_frames, &dicom::PetFrame::duration_s);
}

void add_decay(Value &out, const volume::Acquisition &a) {
  using enum dicom::DecayCorrection;
  const auto &pet = *a.series.pet;
  if (pet.decay_correction == unknown) return;
  out["ImageDecayCorrected"] = pet.decay_correction != none;
  if (pet.decay_correction == start) out["ImageDecayCorrectionTime"] = 0;
  if (pet.decay_correction == administration)
    put(out, "ImageDecayCorrectionTime", pet.injection_start_s, time_digits);
  if (pet.decay_correction != none)
    put_list(out, "DecayCorrectionFactor", a.pet_frames, &dicom::PetFrame::decay_factor);
}

void add_reconstruction(Value &out, const dicom::PetFacts &pet) {
  put(out, "ReconMethodName", method_of(pet));
  Value labels = Value::array(), units = Value::array(), values = Value::array();
  const auto add = [&](const char *label, const std::optional<int> &value) {
    if (!value) return;
    labels.push_back(label);
    units.push_back("none");
    values.push_back(*value);
  };
  add("subsets", pet.subsets);
  add("iterations", pet.iterations);
  if (!labels.empty()) {
    out["ReconMethodParameterLabels"] = std::move(labels);
    out["ReconMethodParameterUnits"] = std::move(units);
    out["ReconMethodParameterValues"] = std::move(values);
  }
  if (pet.filter == dicom::PetFilter::none) out["ReconFilterType"] = "none";
  if (pet.filter == dicom::PetFilter::gaussian) out["ReconFilterType"] = "Gaussian";
  put(out, "ReconFilterSize", pet.filter_size_mm);
}

} // namespace

std::string_view tracer_name(dicom::Tracer tracer) {
  constexpr std::string_view names[] = {"",
                                        "FDG",
                                        "water",
                                        "PiB",
                                        "florbetapir",
                                        "florbetaben",
                                        "flutemetamol",
                                        "NAV4694",
                                        "flortaucipir",
                                        "MK-6240",
                                        "PI-2620",
                                        "FDOPA",
                                        "FET",
                                        "methionine",
                                        "choline",
                                        "raclopride",
                                        "fallypride",
                                        "DASB",
                                        "WAY-100635",
                                        "PBR28",
                                        "DPA-714",
                                        "PK11195",
                                        "UCB-J",
                                        "flumazenil",
                                        "altropane",
                                        "fluoride",
                                        "ammonia",
                                        "rubidium",
                                        "DOTATATE",
                                        "DOTATOC",
                                        "PSMA"};
  return names[static_cast<std::size_t>(tracer)];
}

void add_pet(Value &sidecar, const volume::Acquisition &a, bool with_time_zero) {
  if (!a.series.pet) return;
  const dicom::PetFacts &pet = *a.series.pet;
  put(sidecar, "Units", text_of(pet.units));
  add_tracer(sidecar, pet);
  add_times(sidecar, a, with_time_zero);
  add_decay(sidecar, a);
  put(sidecar, "AttenuationCorrection", text_of(pet.attenuation_correction));
  put(sidecar, "RandomsCorrectionMethod", text_of(pet.randoms_correction));
  constexpr double percent = 100; // BIDS tells the fraction from 0 to 100
  put_list(sidecar, "ScatterFraction", a.pet_frames, &dicom::PetFrame::scatter_fraction, percent);
  if (!a.pet_frames.empty()) {
    const auto &calibration = a.pet_frames.front().dose_calibration_factor;
    if (std::ranges::all_of(a.pet_frames, [&](const dicom::PetFrame &frame) {
          return frame.dose_calibration_factor == calibration;
        }))
      put(sidecar, "DoseCalibrationFactor", calibration, time_digits);
  }
  add_reconstruction(sidecar, pet);
}

void add_ct(Value &sidecar, const volume::Acquisition &a) {
  if (a.gantry_tilt_deg && *a.gantry_tilt_deg != 0)
    put(sidecar, "GantryDetectorTilt", a.gantry_tilt_deg);
  if (!a.series.ct) return;
  const dicom::CtFacts &ct = *a.series.ct;
  put(sidecar, "KVP", ct.tube_voltage_kv);
  put(sidecar, "ExposureTime", ct.exposure_time_s);
  put(sidecar, "XRayTubeCurrent", ct.tube_current_ma);
  put(sidecar, "XRayExposure", ct.exposure_mas);
  put(sidecar, "ReconstructionDiameter", ct.reconstruction_diameter_mm);
  if (ct.is_hounsfield) sidecar["Units"] = "HU";
}

} // namespace curate::bids
