#pragma once

#include <libcurate/forget/people.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace curate::forget {

/// Whether `without` knows how to take people out of such a file: tables and JSON, by its name.
bool can_be_rewritten(std::string_view path);

/// What a file holds without the people; nothing where it may stay as it is. Neither README nor
/// other prose is touched.
std::optional<std::string> without(std::string_view path, std::string_view text,
                                   const People &people);

} // namespace curate::forget
