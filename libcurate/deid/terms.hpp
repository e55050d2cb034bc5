#pragma once

#include <string_view>

namespace curate::deid {

/// Whether one value of a code string is a defined or enumerated term of the standard (modalities,
/// values of Image Type, body parts, units, ...), a direction of Patient Orientation, or a term
/// that scanners write in its place: nothing of a person, wherever it stands. Padding is passed
/// over; letters in lower case make no term. Cost: a binary search.
bool is_defined_term(std::string_view value);

} // namespace curate::deid
