#pragma once

#include <libcurate/dictionary/dictionary.hpp>

namespace curate::dictionary {

/// Whether a value keeps to Minimum and Maximum, where they are there.
bool is_in_range(const Variable &variable, double value);

/// Whether a value stands on the ladder that begins at Minimum (or 0). A step of 0.1 has no exact
/// double, so a millionth of a step is forgiven.
bool is_on_step(const Variable &variable, double value);

/// Whether values are numbers: by the Type, or, where none is stated, by limits: BIDS has them of
/// nothing else.
bool is_of_numbers(const Variable &variable);

} // namespace curate::dictionary
