#pragma once

#include <libcurate/bids/dataset.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace curate::bids {

/// A picture that wants a name in the flat layout.
struct FlatWanted {
  std::optional<int> series_number;
  std::string protocol_name;      ///< scrubbed; empty: "series"
  std::optional<int> echo_number; ///< where the series has several
  dicom::Component component = dicom::Component::unknown;
  std::string key;                                 ///< orders pictures that would share a name
  dicom::DixonKind dixon = dicom::DixonKind::none; ///< where the series has several
};

/// "<SeriesNumber>_<protocol name>[_e<N>][_ph|_real|_imaginary][_water|_fat|_in|_opp|...]";
/// characters other than letters, digits and ".+=-" become "_", at most 64 of them. Names that
/// would be the same (without case) get
/// "_a", "_b", ... in the order of their keys. One per wanted, in their order; no two are alike.
std::vector<std::string> flat_names(std::span<const FlatWanted> wanted);

/// Writes a picture and its sidecar (and .bval and .bvec where it has b-values) as `stem` in a
/// folder; the picture comes last. Fails with NAME-LABEL where the stem is not one that flat_names
/// gives, and as nifti::write does. Throws SystemError.
Result<std::vector<WrittenFile>> write_flat(const volume::CleanVolume &volume,
                                            const std::string &stem, const fs::path &folder,
                                            const WriteOptions &options = {});

} // namespace curate::bids
