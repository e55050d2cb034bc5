#pragma once

#include <libcurate/json/value.hpp>
#include <string_view>

namespace curate::json {

/// A JSON file of the folder schemas/ as it was when the program was built, by its name
/// ("study.schema.json"), or of licenses/ ("licenses/CC0-1.0.json"): the program needs no data
/// files. Throws InputError for an unknown name.
const Value &embedded(std::string_view name);

/// Whether a value is one of those, the very object: it lives as long as the program.
bool is_embedded(const Value &value);

} // namespace curate::json
