#pragma once

#include <span>

#include "tests/support/canary.hpp"
#include "tests/support/raw_set.hpp"

namespace curate::support {

/// What is planted.
struct PlantOptions {
  bool is_deep = true;            ///< items of sequences are filled as richly as the data set
  bool has_other_persons = false; ///< ids of other patients in items: no object of one person
};

/// A DICOM file (native or encapsulated) with a canary in every element that the standard names, in
/// the data set and in the items of sequences down to the fourth level; in curves and overlays; in
/// every private element that DCMTK's dictionary knows, in a block that nobody knows, and in
/// sequences of VR UN; in preamble, meta information and trailing padding. Kept as they are: SOP
/// class, modality, character set, what describes the pixels, and the pixels. Group lengths stand
/// in some groups, wrong. Throws std::runtime_error when DCMTK cannot read it.
/// Source of the elements: DCMTK's dictionaries, that is DICOM PS3.6 and vendors' statements.
ByteString planted_everywhere(std::span<const std::byte> file, Canaries &canaries,
                              const PlantOptions &options = {});

} // namespace curate::support
