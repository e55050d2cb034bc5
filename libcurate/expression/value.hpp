#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace curate::expression {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

/// "null", "boolean", "number", "string", "array", "object".
std::string_view name_of(Kind kind);

class Object;

/// What an expression is made of. A string, array or object is referred to, not held: who made it
/// keeps it. Texts and arrays beyond 2^32 - 1 are cut.
class Value {
public:
  /// Null.
  constexpr Value() = default;
  static constexpr Value boolean(bool value) {
    Value made(Kind::boolean);
    made.size_ = value ? 1 : 0;
    return made;
  }
  static constexpr Value number(double value) {
    Value made(Kind::number);
    made.number_ = value;
    return made;
  }
  static constexpr Value string(std::string_view text) {
    Value made(Kind::string);
    made.size_ = fit(text.size());
    made.text_ = text.data();
    return made;
  }
  static constexpr Value array(std::span<const Value> values) {
    Value made(Kind::array);
    made.size_ = fit(values.size());
    made.values_ = values.data();
    return made;
  }
  static constexpr Value object(const Object &members) {
    Value made(Kind::object);
    made.members_ = &members;
    return made;
  }

  constexpr Kind kind() const { return kind_; }
  constexpr bool is_null() const { return kind_ == Kind::null; }
  /// Of the kind its name says; anything else is not checked.
  constexpr bool as_boolean() const { return size_ != 0; }
  constexpr double as_number() const { return number_; }
  constexpr std::string_view as_string() const { return {text_, size_}; }
  constexpr std::span<const Value> as_array() const { return {values_, size_}; }
  constexpr const Object &as_object() const { return *members_; }

private:
  constexpr explicit Value(Kind kind) : kind_(kind) {}
  static constexpr std::uint32_t fit(std::size_t size) {
    return static_cast<std::uint32_t>(
        std::min<std::size_t>(size, std::numeric_limits<std::uint32_t>::max()));
  }

  Kind kind_ = Kind::null;
  std::uint32_t size_ = 0;
  union {
    double number_ = 0;
    const char *text_;
    const Value *values_;
    const Object *members_;
  };
};

/// Named values. Implemented by what has them: a sidecar, a header.
class Object {
public:
  virtual ~Object() = default;
  /// Nothing where there is no such member; null where it is there and null.
  virtual std::optional<Value> member(std::string_view name) const = 0;
};

/// Whether JavaScript takes it for true: not null, false, 0, or an empty string.
bool is_true(const Value &value);

/// A number, a boolean as 0 or 1, or the number a string spells in full; else nothing.
std::optional<double> as_number(const Value &value);

/// Equal as `==` has it: null only to null, a string that spells a number to that number, arrays
/// item by item, objects when they are the same one.
bool are_equal(const Value &left, const Value &right);

} // namespace curate::expression
