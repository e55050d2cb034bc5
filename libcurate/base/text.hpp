#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::base {

/// Without leading and trailing spaces, tabs, line ends and NULs (DICOM pads with both).
std::string_view trim(std::string_view text);

/// ASCII letters in lower case; every other byte as it is.
std::string lower(std::string_view text);

/// The parts between separators; an empty text gives one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);

/// The parts with `separator` between them.
std::string join(const std::vector<std::string> &parts, std::string_view separator);

/// Only the letters A-Z, a-z and digits of the text: what a BIDS label may hold.
std::string alphanumeric(std::string_view text);

/// Whether the whole text fits a pattern of `*` (anything) and `?` (one byte); letters match
/// without case. Time is bounded by the product of both lengths.
bool matches_glob(std::string_view text, std::string_view pattern);

/// The whole text (but for spaces around it) as a finite number, in the C locale; else nothing.
std::optional<double> to_double(std::string_view text);

/// The whole text (but for spaces around it) as a decimal integer; else nothing.
std::optional<long long> to_integer(std::string_view text);

/// The shortest decimal form that reads back as the same double; the same on every machine.
std::string shortest(double value);

/// Whether the bytes are well-formed UTF-8.
bool is_utf8(std::string_view text);

} // namespace curate::base
