#pragma once

#include <optional>

namespace curate::dicom {

/// Of a CT series. Source: DICOM PS3.3, C.8.2.1 and C.8.15.3.
struct CtFacts {
  std::optional<double> tube_voltage_kv, tube_current_ma, exposure_mas, exposure_time_s;
  std::optional<double> reconstruction_diameter_mm;
  bool is_hounsfield = false; ///< Rescale Type HU, or absent in an original picture
};

} // namespace curate::dicom
