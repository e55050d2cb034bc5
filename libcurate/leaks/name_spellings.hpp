#pragma once

#include <libcurate/leaks/spellings.hpp>
#include <string_view>

namespace curate::leaks {

/// The ways to write a name: "Family^Given^Middle^Prefix^Suffix" in up to three scripts, or as
/// people type it. Prefix and suffix tell nobody. Source: DICOM PS3.5, 6.2 (PN).
Spellings name_spellings(std::string_view name, const deid::Vocabulary &vocabulary);

} // namespace curate::leaks
