#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace curate::deid {

/// The safe elements of one private creator in one group.
struct SafePrivateBlock {
  std::string_view creator; ///< in lower case, trimmed
  std::uint16_t group;
  /// Four characters each, sorted: the low byte of the element in upper-case hexadecimal, and VR.
  std::string_view elements;
};

/// Sorted by creator (bytewise), then by group.
extern const SafePrivateBlock safe_private_blocks[];
extern const std::size_t safe_private_block_count;

} // namespace curate::deid
