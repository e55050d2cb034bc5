#pragma once

#include <cstdint>
#include <libcurate/deid/scrub_text.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace curate::deid {

/// Whether a whole number could be a day in the usual spellings: YYYYMMDD, DDMMYYYY, MMDDYYYY, or
/// the same with two digits of the year, with or without a zero before it. Below 100000 none is.
bool looks_like_date(std::uint64_t number);

/// Whether a whole number may stand: it has less than eight digits, and is not the whole of a value
/// that is known to identify. Numbers of up to four digits always may: b-values, sizes and times
/// are such, and what is as short identifies nobody by itself.
bool is_clean_count(std::uint64_t number, const Scrubber &scrubber);

/// A number in its shortest decimal spelling, whatever spelling hid it; nothing where the text is
/// no finite number, has eight digits or more before the point, or where its digits before or
/// behind the point are the whole of a known value. The same double is read back.
std::optional<std::string> clean_number(std::string_view text, const Scrubber &scrubber);

} // namespace curate::deid
