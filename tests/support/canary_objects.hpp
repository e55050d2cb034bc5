#pragma once

#include <string>
#include <vector>

#include "tests/support/canary_plant.hpp"

namespace curate::support {

/// An object with canaries in every place.
struct CanaryObject {
  std::string name; ///< "enhanced MR", "CT", ...
  ByteString file;
  Canaries canaries;
};

/// The kinds of object that can be made, in order: enhanced MR, mosaics with CSA, GE, Philips,
/// structured report, secondary capture, RT plan, dose and structures, PET, CT, presentation state,
/// encapsulated PDF, and pictures in JPEG, JPEG-LS, JPEG 2000 and RLE.
std::vector<std::string> canary_kinds();

/// One of them, planted everywhere; the same bytes every time.
CanaryObject canary_object(const std::string &kind, const PlantOptions &options = {});

/// Any other file, planted everywhere. Throws std::runtime_error when DCMTK cannot read it.
CanaryObject canary_object_of(std::string name, std::span<const std::byte> file,
                              const PlantOptions &options = {});

} // namespace curate::support
