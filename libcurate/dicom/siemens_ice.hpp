#pragma once

#include <optional>
#include <string_view>

namespace curate::dicom::siemens {

/// The first two ICE dimensions of a picture: which coil (absent where the coils were combined) and
/// which echo, from 1.
struct IceDimensions {
  std::optional<int> coil, echo;
};

/// Reads "X_2_1_1_…" (combined, second echo) or "12_1_…" (coil 12); absent numbers where the text
/// is none. ICE_Dims of the CSA image header, (0021,xx06) of the XA line. Source:
/// https://github.com/rordenlab/dcm2niix/issues/568 and 631.
IceDimensions ice_dimensions(std::string_view text);

/// The factors of ImaPATModeText, "p2s4": in plane, and between slices taken at once.
struct PatFactors {
  std::optional<double> in_plane, between_slices;
};

/// Reads "p2", "p2s4" or "s4"; "p2x2" and others give what is sure: the number after each letter.
/// (0051,xx11), (0021,xx09) of the XA line. Source: Siemens MR conformance statement.
PatFactors pat_factors(std::string_view text);

/// Whether AcquisitionMatrixText says that more pixels were made than measured: "384*384s" or "I".
/// (0051,xx0B), (0021,xx58) of the XA line.
bool says_interpolated(std::string_view matrix_text);

} // namespace curate::dicom::siemens
