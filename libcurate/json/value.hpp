#pragma once

#include <nlohmann/json.hpp>

namespace curate::json {

/// A JSON value whose objects keep the order in which their members were added.
using Value = nlohmann::ordered_json;

} // namespace curate::json
