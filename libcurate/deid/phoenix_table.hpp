#pragma once

#include <string_view>

namespace curate::deid {

/// What the value of a key of Siemens' protocol is.
enum class PhoenixKind {
  number,        ///< that could hide a date
  time,          ///< in us, of any size
  technical,     ///< text that machines write
  free_text,     ///< text that people type
  sequence_file, ///< the path of a sequence
};

/// A key that may stay; each index is written "[]".
struct PhoenixKey {
  std::string_view key;
  PhoenixKind kind = PhoenixKind::number;
};

/// The row of a key; nothing for keys that must go.
const PhoenixKey *phoenix_key(std::string_view key_without_indices);

} // namespace curate::deid
