#pragma once

#include <libcurate/dicom/tag.hpp>
#include <libcurate/dicom/vr.hpp>
#include <string>
#include <vector>

namespace curate::support {

/// An element of DCMTK's dictionaries. Of private ones the tag is the group and the low byte.
struct KnownElement {
  dicom::Tag tag;
  dicom::Vr vr = dicom::Vr::UN; ///< one of them where the dictionary leaves a choice
  std::string creator{};        ///< of private ones
};

/// Every public element, sorted; of curves and overlays the first group and the last.
/// Source: DCMTK's dicom.dic, that is DICOM PS3.6 and what it retired.
const std::vector<KnownElement> &known_public_elements();
/// Every private element, sorted by group, creator and element. Source: DCMTK's private.dic.
const std::vector<KnownElement> &known_private_elements();

} // namespace curate::support
