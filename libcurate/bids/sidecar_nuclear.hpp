#pragma once

#include <libcurate/json/value.hpp>
#include <libcurate/volume/acquisition.hpp>
#include <string_view>

namespace curate::bids {

/// Adds what PET-BIDS asks for and the header tells: units, tracer, dose, decay, corrections,
/// reconstruction, and the times of the frames. Nothing for other modalities. Times are in s from
/// the start of the scan, which is time zero: ScanStart is 0, InjectionStart below zero where it
/// came before. What only the laboratory knows (InjectedMass, SpecificRadioactivity) is left out.
/// `with_time_zero`: TimeZero, the time of day at which the scan began, is told too (the date is
/// not). Source: BIDS 1.10, Positron Emission Tomography; DICOM PS3.3, C.8.9.
void add_pet(json::Value &sidecar, const volume::Acquisition &acquisition, bool with_time_zero);

/// Adds how a CT was taken: tilt of the gantry as the scanner states it, exposure, Units HU.
void add_ct(json::Value &sidecar, const volume::Acquisition &acquisition);

/// How a tracer is called: "FDG"; empty where it is not known.
std::string_view tracer_name(dicom::Tracer tracer);

} // namespace curate::bids
