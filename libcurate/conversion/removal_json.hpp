#pragma once

#include <libcurate/face/removal.hpp>
#include <libcurate/json/value.hpp>

namespace curate::conversion {

/// A removal as numbers (schemas/faces.schema.json, "removal"), and back without loss. The value
/// was held to the schema before.
json::Value json_of(const face::Removal &removal);
face::Removal removal_from(const json::Value &value);

} // namespace curate::conversion
