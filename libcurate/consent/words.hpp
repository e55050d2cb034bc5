#pragma once

#include <libcurate/consent/scope.hpp>
#include <string>

namespace curate::consent {

/// Parts of sentences: "research on MONDO:0005301 (multiple sclerosis)", "in DE and FR", "images".
std::string words_of(const Purpose &purpose);
std::string words_of(const Regions &regions);
std::string words_of(Kind kind);

/// A modifier as what it asks for: "results must be published".
std::string_view words_of(DuoModifier modifier);

} // namespace curate::consent
