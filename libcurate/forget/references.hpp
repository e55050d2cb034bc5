#pragma once

#include <libcurate/forget/people.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace curate::forget {

/// A JSON text without what names one of the people: members by their name or text, elements of
/// arrays by their text, and elements that are objects about one of them (a member's text names
/// them). A member whose array lost all its elements goes too (IntendedFor, Sources). Nothing where
/// nobody is named, or the text is no JSON.
std::optional<std::string> references_without(std::string_view text, const People &people);

} // namespace curate::forget
