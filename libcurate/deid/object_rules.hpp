#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/deid/profile.hpp>
#include <libcurate/dicom/header.hpp>
#include <optional>

namespace curate::deid {

/// Why an object cannot be cleaned, whatever is done to its elements; nothing where it can.
/// DEID-DIRECTORY, DEID-OBJECT (a private kind whose content nobody else can read), DEID-DOCUMENT
/// (an encapsulated document, unless the profile empties it), DEID-TWO-PERSONS (an item names
/// another patient than the object does), DEID-VISUAL-OBJECT (with clean_visual_features: what may
/// show a face otherwise than in voxels), DEID-BURNED-IN (see at_risk.hpp).
std::optional<Problem> refusal_of(const dicom::Header &header, const Profile &profile);

} // namespace curate::deid
