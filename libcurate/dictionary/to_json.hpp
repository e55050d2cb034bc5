#pragma once

#include <libcurate/dictionary/dictionary.hpp>
#include <libcurate/json/value.hpp>

namespace curate::dictionary {

/// The variable as a member of a dictionary file; what is not said is left out.
json::Value to_json(const Variable &variable);

} // namespace curate::dictionary
