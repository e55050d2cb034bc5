#pragma once

#include <cstddef>
#include <libcurate/deid/scrub_text.hpp>
#include <optional>
#include <span>
#include <vector>

namespace curate::deid {

/// GE's Protocol Data Block, (0025,xx1B) of GEMS_SERS_01, written anew: of its lines, `KEY "value"`
/// or `<KEY>value</KEY>`, those whose key this file lists; numbers where they are clean, texts by
/// the scrubber, packed again without name or time. Descriptions, notes, UIDs, centres that
/// identify a site never stay. Nothing where the bytes are no such block, unpack to more than 4 MiB
/// or nothing of them may stay: the element must go. Cost: linear in the unpacked bytes.
/// Source: GE MR DICOM conformance statements; keys from real blocks.
std::optional<std::vector<std::byte>> rewrite_ge_protocol(std::span<const std::byte> value,
                                                          const Scrubber &scrubber);

} // namespace curate::deid
