#pragma once

#include <libcurate/dicom/frame.hpp>
#include <string_view>

namespace curate::volume {

/// What sidecars and reports call a maker of scanners ("Siemens"); empty where it is not known.
std::string_view name_of(dicom::Manufacturer manufacturer);

/// What they call a modality: the term of the standard ("MR"); empty for those not told apart.
std::string_view name_of(dicom::Modality modality);

} // namespace curate::volume
