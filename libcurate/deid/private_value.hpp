#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/deid/scrub_text.hpp>
#include <libcurate/dicom/vr.hpp>
#include <span>
#include <string_view>
#include <vector>

namespace curate::deid {

/// Whether the value of a private element may stand.
enum class PrivateVerdict : std::uint8_t {
  kept,      ///< as it is
  rewritten, ///< with other bytes
  removed,   ///< the element must go
  by_vr      ///< a date, time, age, UID or name: as a public element of its VR
};

/// A value after it was looked at.
struct PrivateValue {
  PrivateVerdict verdict = PrivateVerdict::removed;
  std::vector<std::byte> value{}; ///< where it was rewritten, of even length
};

/// Decides about the value of a private element that is known to be safe (`safe_private_vr`): such
/// elements may hold anything where a site or a program misused them. `element` is the low byte of
/// its tag, `vr` its own or the table's where that is UN; values are little endian.
/// - FD, FL, US, SS, UL, SL, AT: kept, unless a number is a day (YYYYMMDD and the like), a moment
///   since 1970 in seconds, or known to identify.
/// - DS, IS: each value a plain number, else that value is left empty. GE's b-value, which has an
///   offset of 1e9, may be large.
/// - CS, SH, LO, ST, LT, UC, UT, AE: plain numbers and terms stay; what our readers need (coils,
///   sequences, acceleration, ICE dimensions) as technical text; all else as free text, of which
///   the words of the vocabulary stay.
/// - OB, UN and others: CSA headers, Siemens' protocol, GE's protocol block and User Defined Data
///   (of which only the bytes stay that tell the polarity) are written anew; text of UN goes by its
///   words; all else goes.
/// With that, all survives that readers of Siemens, GE, Philips, UIH and Canon use. Cost: linear.
PrivateValue clean_private_value(std::string_view creator, std::uint16_t group,
                                 std::uint8_t element, dicom::Vr vr,
                                 std::span<const std::byte> value, const Scrubber &scrubber);

/// GE's User Defined Data, (0043,xx2A), with zeros for all but what `is_polarity_unflipped` reads:
/// the place and version of its header, and three fields. Nothing where that reads nothing.
std::vector<std::byte> clean_ge_user_data(std::span<const std::byte> value);

} // namespace curate::deid
