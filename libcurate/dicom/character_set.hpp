#pragma once

#include <string>
#include <string_view>

namespace curate::dicom {

/// Whether the text reads the same in every character set of DICOM: ASCII without escapes.
bool is_plain_ascii(std::string_view text);

/// A text as UTF-8, by the value of Specific Character Set (0008,0005) with its backslashes.
/// Without one, text that is well-formed UTF-8 stays, and else Latin-1 is taken. What cannot be
/// converted becomes '?'; never fails. Source: DICOM PS3.3, C.12.1.1.2; PS3.5, 6.1.
std::string to_utf8(std::string_view text, std::string_view character_sets);

} // namespace curate::dicom
