#pragma once

#include <libcurate/json/value.hpp>
#include <string>

namespace curate::json {

/// The value as text: members in their order, indented by two spaces, a line end last; numbers in
/// the shortest form that reads back the same; the same bytes on every machine. Throws InputError
/// when a string is not UTF-8.
std::string to_text(const Value &value);

/// The same on one line, without a line end: for JSON Lines.
std::string to_line(const Value &value);

} // namespace curate::json
