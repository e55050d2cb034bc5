#pragma once

#include <string_view>

namespace curate::deid {

/// Terms of the standard, sorted bytewise, a bar behind each.
extern const std::string_view terms_of_the_standard;

} // namespace curate::deid
