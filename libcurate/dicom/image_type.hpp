#pragma once

#include <libcurate/dicom/frame.hpp>
#include <span>
#include <string_view>

namespace curate::dicom {

/// What the numbers mean, by the values of Image Type (0008,0008) or Frame Type (0008,9007) from
/// the third on. Unknown where none of them says. Source: DICOM PS3.3, C.8.3.1.1.1; vendors'
/// conformance statements (Siemens M, P, R, I; Philips M_FFE, PHASE MAP, …).
Component component_of(std::span<const std::string_view> image_type);

/// The same of one term: Complex Image Component (0008,9208), Philips (2005,1011).
Component component_of_term(std::string_view term);

/// What a picture is, by the values of Image Type. Source: DICOM PS3.3, C.7.6.1.1.2; vendors'
/// conformance statements.
Flavor flavor_of(std::span<const std::string_view> image_type);

/// Which picture of a Dixon scan it is, by the values of Image Type or Frame Type from the third
/// on; none for other scans. Source: public headers of Siemens and GE (DIXON followed by WATER,
/// FAT, IN_PHASE, OPP_PHASE or OUT_PHASE; W, F, IN, OPP in older ones) and Philips (W, F, IP, OP,
/// FF; DIXON and FAT_FRACTION in enhanced ones: rordenlab/dcm2niix, issue 1022).
DixonKind dixon_kind_of(std::span<const std::string_view> image_type);

/// The same of one term: Philips (2005,xx11).
DixonKind dixon_kind_of_term(std::string_view term);

} // namespace curate::dicom
