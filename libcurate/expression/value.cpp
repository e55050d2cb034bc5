#include <libcurate/base/text.hpp>
#include <libcurate/expression/value.hpp>

namespace curate::expression {

namespace {

// Arrays in arrays come from data; deeper ones than this are taken as different.
constexpr int deepest_equal = 64;

bool are_equal_within(const Value &left, const Value &right, int depth) {
  if (left.kind() == Kind::number && right.kind() == Kind::number)
    return left.as_number() == right.as_number();
  if (left.kind() == Kind::string && right.kind() == Kind::string)
    return left.as_string() == right.as_string();
  if (left.kind() == Kind::array && right.kind() == Kind::array) {
    const auto a = left.as_array(), b = right.as_array();
    if (a.size() != b.size() || depth > deepest_equal) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
      if (!are_equal_within(a[i], b[i], depth + 1)) return false;
    return true;
  }
  if (left.kind() == Kind::object && right.kind() == Kind::object)
    return &left.as_object() == &right.as_object();
  if (left.is_null() || right.is_null()) return left.is_null() && right.is_null();
  const auto a = as_number(left), b = as_number(right);
  return a && b && *a == *b;
}

} // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
  case Kind::null:
    return "null";
  case Kind::boolean:
    return "boolean";
  case Kind::number:
    return "number";
  case Kind::string:
    return "string";
  case Kind::array:
    return "array";
  case Kind::object:
    return "object";
  }
  return {};
}

bool is_true(const Value &value) {
  switch (value.kind()) {
  case Kind::null:
    return false;
  case Kind::boolean:
    return value.as_boolean();
  case Kind::number:
    return value.as_number() != 0;
  case Kind::string:
    return !value.as_string().empty();
  case Kind::array:
  case Kind::object:
    return true;
  }
  return false;
}

std::optional<double> as_number(const Value &value) {
  switch (value.kind()) {
  case Kind::boolean:
    return value.as_boolean() ? 1.0 : 0.0;
  case Kind::number:
    return value.as_number();
  case Kind::string:
    return base::to_double(value.as_string());
  case Kind::null:
  case Kind::array:
  case Kind::object:
    return std::nullopt;
  }
  return std::nullopt;
}

bool are_equal(const Value &left, const Value &right) {
  return are_equal_within(left, right, 0);
}

} // namespace curate::expression
