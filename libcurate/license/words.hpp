#pragma once

#include <libcurate/license/license.hpp>

namespace curate::license {

/// What it says, to a person: "use them to earn money".
std::string_view words_of(Permission permission);
std::string_view words_of(Duty duty);
std::string_view words_of(Limit limit);
std::string_view words_of(Covers covers);

} // namespace curate::license
