#pragma once

#include <span>
#include <string>
#include <vector>

#include "tests/support/converted_picture.hpp"

namespace curate::support {

/// One way in which two pictures differ: "shape", "voxels", "affine", "gradients" (there are none),
/// "bval", "bvec", or the name of a sidecar field; and how, in words for a report.
struct Difference {
  std::string what, how;
};

/// The sidecar fields that are compared.
std::span<const std::string_view> compared_fields();

/// How `ours` differs from `reference`, in the world: the order in which voxels are stored does not
/// matter. Voxels: unscaled integers exactly, else within 1e-5 relative. Affine: 0.001 mm at every
/// corner. b-values: 0.1 % or 1 s/mm2. Directions: 0.1 degree, up to sign, where b > 50 s/mm2.
/// Fields that the reference has: numbers within 0.1 %, times in lists also within 2.6 ms.
std::vector<Difference> differences(const ConvertedPicture &ours, const ConvertedPicture &reference,
                                    bool with_fields = true);

/// A picture of the reference, the one of ours that fits it best, and what still differs.
struct ComparedPair {
  std::string reference, ours; ///< names; `ours` is empty where there is no partner
  std::optional<int> series_number;
  std::vector<Difference> differences;
};

struct FolderComparison {
  std::vector<ComparedPair> pairs;
  std::vector<std::string> without_partner; ///< pictures of ours that the reference has not
};

/// Pairs the pictures of two folders by series number, then by shape, kind and echo time.
FolderComparison compare_folders(const fs::path &ours, const fs::path &reference,
                                 bool with_fields = true);

} // namespace curate::support
