#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <libcurate/dicom/tag.hpp>
#include <libcurate/dicom/vr.hpp>
#include <optional>

namespace curate::dicom {

/// Not a VR of a file: US or SS, as Pixel Representation (0028,0103) says.
inline constexpr Vr us_or_ss{0x7873};

/// One element of the standard: its tag as a number, and its VR.
struct DictionaryRow {
  std::uint32_t tag;
  Vr vr;
};

/// Every public element, sorted by tag. Source: DICOM PS3.6.
extern const DictionaryRow dictionary_rows[];
extern const std::size_t dictionary_row_count;

/// The VR that the standard gives an element; `us_or_ss` where it depends. Group lengths are UL,
/// private creators LO; other private elements, and those that the standard does not know, give
/// nothing.
std::optional<Vr> standard_vr(Tag tag);

} // namespace curate::dicom
