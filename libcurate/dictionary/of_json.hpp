#pragma once

#include <libcurate/dictionary/dictionary.hpp>
#include <libcurate/json/value.hpp>

namespace curate::dictionary {

/// The dictionary of a JSON object. What has the wrong kind is passed over.
Dictionary of_json(const json::Value &value);

} // namespace curate::dictionary
