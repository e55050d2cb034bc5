#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace curate::leaks {

/// Which letters a text is written in, so far as sets of characters differ by it.
enum class Script { latin, greek, cyrillic, hebrew, arabic, thai, east_asian };

/// Nothing for ASCII and what is not told apart.
std::optional<Script> script_of(char32_t point);

/// The code points of UTF-8. A byte that is none of it stands for itself.
std::u32string code_points(std::string_view utf8);

/// A letter by its code point.
std::string to_utf8(std::u32string_view points);

/// Letters of Latin, Greek and Cyrillic in upper or lower case; others as they are.
std::u32string upper(std::u32string_view points);
std::u32string lower(std::u32string_view points);

/// How many letters a text has, one of a script of ideographs or syllables counted twice: what is
/// needed to tell one text from another.
std::size_t weight(std::u32string_view points);

} // namespace curate::leaks
