#pragma once

#include <libcurate/license/compatible.hpp>
#include <span>
#include <string>

namespace curate::tools {

/// One licence a line: its id, what it permits, asks and forbids in a word, its name.
std::string list_text(std::span<const license::License> licenses);

/// A licence in plain words, with what a consent must allow for it.
std::string page_of(const license::License &license);

/// Two licences side by side, and whether they may be combined.
std::string comparison_text(const license::License &one, const license::License &other,
                            const license::Combination &combination);

/// As its file has it, with what follows from it: can_oblige_deletion, needs.
json::Value full_json(const license::License &license);

} // namespace curate::tools
