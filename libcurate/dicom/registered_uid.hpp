#pragma once

#include <string_view>

namespace curate::dicom {

/// Whether the standard gives the UID a meaning: a class, a transfer syntax, a coding scheme, a
/// well-known instance. Such a UID tells of nobody. Source: DICOM PS3.6, Annex A.
bool is_registered_uid(std::string_view uid);

} // namespace curate::dicom
