#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/json/value.hpp>
#include <string>

namespace curate::json {

/// What is wrong with `value` by a JSON Schema (draft 7), each with code JSON-SCHEMA, the file as
/// given and the place as a JSON pointer. Messages name members of the schema, not values.
/// Of a text the first 4,096 bytes are looked at. A schema of json::embedded is made ready once, by
/// any thread. References to other files are not followed. Throws InputError when the schema itself
/// is none.
Findings check(const Value &value, const Value &schema, const std::string &file);

} // namespace curate::json
