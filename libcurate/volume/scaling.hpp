#pragma once

#include <libcurate/dicom/frame.hpp>

namespace curate::volume {

/// Real value = stored * slope + intercept.
struct Linear {
  double slope = 1, intercept = 0;

  bool operator==(const Linear &) const = default;
};

/// What stored values mean. Of Philips' three scalings the precise one, as dcm2niix by default:
/// (stored * RS + RI) / (RS * SS), which, unlike the displayed value, compares between scans; where
/// there is no scale slope, the real-world map. Other vendors: Rescale Slope and Intercept. A slope
/// of zero, or no finite number, counts as absent.
/// Source: Chenevert et al. 2014, doi 10.1593/tlo.13811.
Linear scaling_of(const dicom::Frame &frame, dicom::Manufacturer manufacturer);

} // namespace curate::volume
