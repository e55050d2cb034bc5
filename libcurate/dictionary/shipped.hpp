#pragma once

#include <libcurate/dictionary/dictionary.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::dictionary {

/// The text of a dictionary that the program brings, by name ("ms-core"); nothing where there is
/// none.
std::optional<std::string_view> shipped_text(std::string_view name);

/// The names of those, sorted.
std::vector<std::string> shipped_names();

/// One of them. Throws UsageError, naming them all, where there is none of this name.
Dictionary shipped(std::string_view name);

} // namespace curate::dictionary
