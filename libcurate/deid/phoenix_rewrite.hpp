#pragma once

#include <libcurate/deid/scrub_text.hpp>
#include <string>
#include <string_view>

namespace curate::deid {

/// Siemens' measurement protocol written anew: of the last block between "### ASCCONV BEGIN" and
/// "### ASCCONV END" those lines whose key is listed in phoenix_table, with indices of up to four
/// digits; nothing of what stands around the block (XProtocol, EVAProtocol). Numbers stay where
/// they are clean and do not look like a date (times in us only need to be clean): scanners were
/// seen to leave the day and time of the scan in fields of counts. Few texts stay: the sequence by
/// its name without its folder, the protocol's name as free text, coils as technical text.
/// Empty where there is no block, or nothing of it may stay. Cost: linear in the text; at most
/// 200,000 lines are read.
/// Source: Siemens' own form of the block; keys from dcm2niix' notes and real protocols.
std::string rewrite_phoenix(std::string_view text, const Scrubber &scrubber);

} // namespace curate::deid
