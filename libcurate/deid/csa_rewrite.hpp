#pragma once

#include <cstddef>
#include <libcurate/deid/scrub_text.hpp>
#include <optional>
#include <span>
#include <vector>

namespace curate::deid {

/// A Siemens CSA header, (0029,xx10) and (0029,xx20) of SIEMENS CSA HEADER and their like, written
/// anew: of the same kind, with only those names that this file lists (what readers need for
/// diffusion, timing, mosaics, orientation, phase encoding, coils and ICE dimensions), in the order
/// they stood. Numbers are read and spelled again, texts go through the scrubber, the protocol
/// through `rewrite_phoenix`; dates, times of day, UIDs, weight, names and free text never stay,
/// nor does a byte between the values. A value that may not stay leaves an empty place.
/// Nothing where the bytes are no such header, or nothing of it may stay: the element must go.
/// Cost: linear in the bytes. Source: NiBabel's description of the format; names of fields from
/// real headers and dcm2niix' notes on Siemens.
std::optional<std::vector<std::byte>> rewrite_csa(std::span<const std::byte> value,
                                                  const Scrubber &scrubber);

/// "X_1_1_2_…": the dimensions of Siemens' image reconstruction, where each is a small number or X;
/// else nothing.
std::optional<std::string> clean_ice_dimensions(std::string_view text, const Scrubber &scrubber);

} // namespace curate::deid
