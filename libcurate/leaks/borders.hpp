#pragma once

#include <cstddef>
#include <libcurate/leaks/needle.hpp>
#include <span>

namespace curate::leaks {

/// A spelling found in some bytes, in units of one byte, or two in UTF-16.
struct FoundSpan {
  std::span<const std::byte> bytes; ///< all that is searched
  std::size_t begin = 0, length_bytes = 0;
  std::uint8_t unit_bytes = 1;
  bool is_high_byte_first = false;
};

/// Whether what stands beside it is what the border asks for. Looks at most at 64 units to either
/// side.
bool stands_free(const FoundSpan &found, Border border);

/// Whether at least 16 printable bytes stand together there, the spelling among them.
bool stands_in_print(const FoundSpan &found);

/// Whether NULs or the ends of the bytes stand directly before and behind it.
bool stands_between_nuls(const FoundSpan &found);

/// Whether it stands in a run of text of at most 64 bytes to either side between control
/// characters, as an element's value does. With `but_numbers`, not where the bytes before the run
/// say IS, DS, TM or AS. Source: DICOM PS3.5, 7.1.2.
bool stands_in_value(const FoundSpan &found, bool but_numbers);

} // namespace curate::leaks
