#pragma once

#include <libcurate/dicom/instance.hpp>
#include <string_view>

namespace curate::dicom {

/// 128 bits of a text: two texts of one study do not share them by accident. Not safe against an
/// attacker, and no pseudonym. Zeros for the empty text.
/// Source: MurmurHash3_x64_128 (Austin Appleby, public domain), seed 0.
Instance::Digest digest_of(std::string_view text);

} // namespace curate::dicom
