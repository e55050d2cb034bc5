#pragma once

#include <libcurate/bids/entities.hpp>
#include <libcurate/json/value.hpp>
#include <libcurate/volume/acquisition.hpp>
#include <string>

namespace curate::bids {

/// The sidecar of a picture in a dataset: every field that BIDS requires or recommends for the
/// suffix and the facts give, in BIDS units. Institution, station and serial number only where the
/// texts hold them; never a date or a time of day.
/// Source: BIDS schema 1.11.1, rules.sidecars; names beyond BIDS are those of dcm2niix.
json::Value sidecar_of(const volume::Acquisition &acquisition, const Entities &name);

/// The sidecar of a picture in the flat layout: the same fields, all slice times, and SeriesNumber,
/// AcquisitionNumber, ImageType and the converter's name and version.
json::Value flat_sidecar_of(const volume::Acquisition &acquisition);

/// A number rounded to `digits` significant digits; whole numbers as integers, -0 as 0.
json::Value number_of(double value, int digits = 6);

} // namespace curate::bids
