#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace curate::deid {

/// The text in lower case with the marks taken off Latin letters: "Ü" gives "u", or "ue" where
/// `as_digraph` is set. Other scripts stay as they are.
std::string without_marks(std::string_view utf8, bool as_digraph);

/// The letters and digits of a text without marks and in lower case, one after another, as names
/// and numbers are looked for in it; other scripts count as letters.
struct NormalText {
  std::string letters;
  std::vector<std::uint32_t> at;     ///< of each: where it stands in the text, in bytes
  std::vector<bool> begins_word;     ///< of each: whether something else stands before it
  std::vector<bool> begins_fraction; ///< of each: whether it follows the point of a number
  bool has_marks = false;            ///< whether `as_digraph` would give another text
};
NormalText normal_text(std::string_view utf8, bool as_digraph);

} // namespace curate::deid
