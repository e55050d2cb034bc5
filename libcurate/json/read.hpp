#pragma once

#include <cstddef>
#include <libcurate/base/fs.hpp>
#include <libcurate/base/result.hpp>
#include <libcurate/json/value.hpp>
#include <string_view>

namespace curate::json {

/// How large a text may be, and how deep its arrays and objects may nest.
struct Limits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t depth = 200;
};

/// The value a JSON text holds. Members keep their order.
/// Fails with JSON-SIZE, JSON-UTF8, JSON-SYNTAX (says the byte), JSON-DEPTH or JSON-REPEATED-KEY:
/// of two members with one name a reader cannot know which was meant. Source: RFC 8259, 4 and 8.1.
Result<Value> parse(std::string_view text, const Limits &limits = {});

/// The value of a file. Fails as `parse`, and with JSON-READ where it cannot be read.
Result<Value> read_file(const fs::path &path, const Limits &limits = {});

} // namespace curate::json
