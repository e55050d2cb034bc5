#pragma once

#include <cstddef>
#include <string_view>

namespace curate::expression {

/// How many characters (code points) a text of UTF-8 has; bytes that are none count one each.
std::size_t length_of(std::string_view text);

/// The characters from `begin` up to `end`, both counted from 0 and cut to the text.
std::string_view part_of(std::string_view text, std::size_t begin, std::size_t end);

} // namespace curate::expression
