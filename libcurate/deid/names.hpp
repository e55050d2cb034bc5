#pragma once

#include <string_view>

namespace curate::deid {

/// Whether a word is a common given or family name; it is given in lower case and without marks.
bool is_common_name(std::string_view word_in_lower_case);

} // namespace curate::deid
