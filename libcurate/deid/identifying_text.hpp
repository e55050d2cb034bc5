#pragma once

#include <libcurate/deid/known_words.hpp>
#include <string_view>
#include <vector>

namespace curate::deid {

/// The places of what identifies whoever it belongs to: e-mail and web addresses, UIDs, names
/// behind a title, days in numbers and with the names of months, telephone numbers, numbers of
/// seven digits and more that are no fractions. `_` and `^` part words. Cost: linear in the text.
std::vector<Place> identifying_places(std::string_view text);

/// Whether there is one.
bool is_identifying(std::string_view text);

} // namespace curate::deid
