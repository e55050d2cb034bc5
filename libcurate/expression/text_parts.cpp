#include <algorithm>
#include <libcurate/expression/text_parts.hpp>

namespace curate::expression {

namespace {

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

/// The byte at which the character of this number begins, or the end.
std::size_t byte_of(std::string_view text, std::size_t character) {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (begins_character(text[at]) && character-- == 0) return at;
  return text.size();
}

} // namespace

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

std::string_view part_of(std::string_view text, std::size_t begin, std::size_t end) {
  if (end <= begin) return {};
  const std::size_t from = byte_of(text, begin);
  return text.substr(from, byte_of(text.substr(from), end - begin));
}

} // namespace curate::expression
