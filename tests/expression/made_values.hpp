#pragma once

#include <deque>
#include <libcurate/expression/expression.hpp>
#include <libcurate/json/value.hpp>
#include <libcurate/json/write.hpp>
#include <map>
#include <string>
#include <vector>

namespace curate::expression {

/// An object whose members are given.
class Members final : public Object {
public:
  std::map<std::string, Value, std::less<>> values;
  std::optional<Value> member(std::string_view name) const override {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  }
};

/// Keeps what the values of a test refer to.
class Store {
public:
  Value of(const json::Value &value) {
    if (value.is_boolean()) return Value::boolean(value.get<bool>());
    if (value.is_number()) return Value::number(value.get<double>());
    if (value.is_string()) return Value::string(texts_.emplace_back(value.get<std::string>()));
    if (value.is_array()) {
      std::vector<Value> items;
      for (const auto &item : value)
        items.push_back(of(item));
      return Value::array(arrays_.emplace_back(std::move(items)));
    }
    if (!value.is_object()) return {};
    Members &made = objects_.emplace_back();
    for (const auto &[name, member] : value.items())
      made.values.emplace(name, of(member));
    return Value::object(made);
  }

private:
  std::deque<std::string> texts_;
  std::deque<std::vector<Value>> arrays_;
  std::deque<Members> objects_;
};

/// The value as JSON; an object as {}.
inline json::Value json_of(const Value &value) {
  switch (value.kind()) {
  case Kind::null:
    return nullptr;
  case Kind::boolean:
    return value.as_boolean();
  case Kind::number:
    return value.as_number();
  case Kind::string:
    return std::string(value.as_string());
  case Kind::object:
    return json::Value::object();
  case Kind::array:
    break;
  }
  json::Value array = json::Value::array();
  for (const Value &item : value.as_array())
    array.push_back(json_of(item));
  return array;
}

/// What an expression gives on the members of a JSON object, as a line of JSON; the code where it
/// does not parse. Integers are written without a point.
inline std::string outcome_of(const std::string &text,
                              const json::Value &names = json::Value::object()) {
  Store store;
  std::vector<std::string> known;
  std::vector<Value> slots;
  for (const auto &[name, value] : names.items()) {
    known.push_back(name);
    slots.push_back(store.of(value));
  }
  const auto parsed =
      Expression::parse(text, [&](std::string_view name) -> std::optional<std::size_t> {
        for (std::size_t i = 0; i < known.size(); ++i)
          if (known[i] == name) return i;
        return std::nullopt;
      });
  if (!parsed) return parsed.error().code + " " + parsed.error().message;
  Scratch scratch;
  return json::to_line(json_of(parsed->evaluate(slots, scratch)));
}

} // namespace curate::expression
