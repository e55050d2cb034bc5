#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/dicom/header.hpp>
#include <optional>

namespace curate::deid {

/// Why the picture of an object is likely to hold text that names a person; nothing for objects
/// without pixels and for what a scanner measured. DEID-BURNED-IN, with the reason in the message:
/// the object says so itself (a NO is not believed), or is a secondary capture, a saved screen, a
/// report, a digitised film or page, an ultrasound or a photograph, or coloured without being a map
/// that scanners make in colour. Descriptions are not read. A class or Image Type is taken from
/// wherever it stands: data set or file meta.
/// Source: DICOM PS3.3, C.7.6.1.1.2, C.7.6.3, C.8.6.1; PS3.4, B.5; PS3.15, E.3.1; conformance
/// statements of Siemens (CT_SOM5 PROT, POSDISP, CSA REPORT) and GE (SCREEN SAVE).
std::optional<Problem> burned_in_risk(const dicom::Header &header);

} // namespace curate::deid
