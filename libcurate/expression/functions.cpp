#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/expression/functions.hpp>
#include <libcurate/expression/text_parts.hpp>
#include <unordered_set>

namespace curate::expression {

namespace {

// Beyond this many items a set is quicker than looking through them.
constexpr std::size_t few = 16;
// Arrays and objects are looked through; of more than this many the rest count as new.
constexpr std::size_t most_looked_through = 1'000;

/// As items of arrays are compared: of one kind and equal. Source: ECMAScript 2023, 23.1.3.16.
bool are_same(const Value &left, const Value &right) {
  return left.kind() == right.kind() && are_equal(left, right);
}

/// What `are_same` compares, as a key; nothing for arrays and objects.
std::optional<std::string> key_of(const Value &value) {
  if (value.is_null()) return "null";
  if (value.kind() == Kind::boolean) return value.as_boolean() ? "true" : "false";
  if (value.kind() == Kind::number) return "#" + base::shortest(value.as_number() + 0.0);
  if (value.kind() == Kind::string) return "$" + std::string(value.as_string());
  return std::nullopt;
}

/// Answers whether a value was among those added.
class Known {
public:
  explicit Known(std::size_t expected) : is_small_(expected <= few) {}

  void add(const Value &value) {
    auto key = is_small_ ? std::nullopt : key_of(value);
    if (key)
      keys_.insert(std::move(*key));
    else if (others_.size() < most_looked_through)
      others_.push_back(value);
  }

  bool holds(const Value &value) const {
    const auto key = is_small_ ? std::nullopt : key_of(value);
    if (key && keys_.contains(*key)) return true;
    if (key) return false;
    return std::ranges::any_of(others_, [&](const Value &one) { return are_same(one, value); });
  }

private:
  bool is_small_;
  std::unordered_set<std::string> keys_;
  std::vector<Value> others_;
};

/// The greatest by `is_better`, of those items that are numbers.
template <typename Better> Value best(const Value &values, Better is_better) {
  if (values.kind() != Kind::array) {
    const auto number = as_number(values);
    return number ? Value::number(*number) : Value();
  }
  std::optional<double> found;
  for (const Value &one : values.as_array()) {
    const auto number = as_number(one);
    if (number && (!found || is_better(*number, *found))) found = number;
  }
  return found ? Value::number(*found) : Value();
}

std::string text_of(const Value &value) {
  if (value.kind() == Kind::string) return std::string(value.as_string());
  if (const auto number = as_number(value)) return base::shortest(*number);
  return std::string(name_of(value.kind()));
}

/// Numbers in order among themselves; whatever is no number keeps its place.
std::vector<Value> by_number(std::span<const Value> values) {
  std::vector<Value> made(values.begin(), values.end());
  std::vector<std::pair<double, Value>> numbers;
  for (const Value &value : made)
    if (const auto number = as_number(value); number && !std::isnan(*number))
      numbers.emplace_back(*number, value);
  std::ranges::stable_sort(numbers, {}, &std::pair<double, Value>::first);
  auto next = numbers.begin();
  for (Value &value : made)
    if (const auto number = as_number(value); number && !std::isnan(*number))
      value = (next++)->second;
  return made;
}

std::vector<Value> by_text(std::span<const Value> values) {
  std::vector<std::pair<std::string, Value>> texts;
  for (const Value &value : values)
    texts.emplace_back(text_of(value), value);
  std::ranges::stable_sort(texts, {}, &std::pair<std::string, Value>::first);
  std::vector<Value> made;
  for (const auto &[text, value] : texts)
    made.push_back(value);
  return made;
}

Value keep(std::vector<Value> values, Scratch &scratch) {
  return Value::array(scratch.arrays.emplace_back(std::move(values)));
}

/// A place in a text or array; past every end where the number is too great.
std::optional<std::size_t> place_of(const Value &value) {
  const auto number = as_number(value);
  if (!number || std::isnan(*number)) return std::nullopt;
  return static_cast<std::size_t>(std::clamp(std::trunc(*number), 0.0, 4294967295.0));
}

} // namespace

Value allequal(const Value &left, const Value &right) {
  return Value::boolean(left.kind() == Kind::array && right.kind() == Kind::array &&
                        are_equal(left, right));
}

Value count(const Value &values, const Value &wanted) {
  if (values.kind() != Kind::array) return {};
  const auto found = std::ranges::count_if(values.as_array(),
                                           [&](const Value &one) { return are_same(one, wanted); });
  return Value::number(static_cast<double>(found));
}

Value exists(const Value &paths, const Value &rule, const Scratch &scratch) {
  if (!scratch.exists || rule.kind() != Kind::string || paths.is_null()) return Value::number(0);
  const auto list = paths.kind() == Kind::array ? paths.as_array() : std::span(&paths, 1);
  return Value::number(scratch.exists(list, rule.as_string()));
}

Value index(const Value &values, const Value &wanted) {
  if (values.kind() != Kind::array) return {};
  const auto list = values.as_array();
  for (std::size_t i = 0; i < list.size(); ++i)
    if (are_same(list[i], wanted)) return Value::number(static_cast<double>(i));
  return {};
}

Value intersects(const Value &left, const Value &right, Scratch &scratch) {
  if (left.kind() != Kind::array || right.kind() != Kind::array) return Value::boolean(false);
  Known known(right.as_array().size());
  for (const Value &one : right.as_array())
    known.add(one);
  std::vector<Value> both;
  for (const Value &one : left.as_array())
    if (known.holds(one)) both.push_back(one);
  return both.empty() ? Value::boolean(false) : keep(std::move(both), scratch);
}

Value length(const Value &value) {
  if (value.kind() == Kind::array)
    return Value::number(static_cast<double>(value.as_array().size()));
  if (value.kind() == Kind::string)
    return Value::number(static_cast<double>(length_of(value.as_string())));
  return {};
}

Value match(const Value &text, const Value &pattern, Scratch &scratch) {
  if (text.is_null()) return {};
  if (pattern.is_null()) return Value::boolean(false);
  if (pattern.kind() != Kind::string) return {};
  if (!scratch.pattern || scratch.pattern_text != pattern.as_string()) {
    auto compiled = Pattern::compile(pattern.as_string());
    if (!compiled) return {};
    scratch.pattern = std::move(*compiled);
    scratch.pattern_text = std::string(pattern.as_string());
  }
  if (text.kind() == Kind::string)
    return Value::boolean(scratch.pattern->matches_in(text.as_string()));
  return Value::boolean(scratch.pattern->matches_in(text_of(text)));
}

Value largest(const Value &values) {
  return best(values, std::greater<double>());
}

Value smallest(const Value &values) {
  return best(values, std::less<double>());
}

Value sorted(const Value &values, const Value &method, Scratch &scratch) {
  if (values.kind() != Kind::array) return {};
  const auto list = values.as_array();
  bool is_numeric =
      std::ranges::all_of(list, [](const Value &one) { return one.kind() == Kind::number; });
  if (method.kind() == Kind::string) {
    is_numeric = method.as_string() == "numeric";
    if (!is_numeric && method.as_string() != "lexical" && method.as_string() != "auto") return {};
  }
  return keep(is_numeric ? by_number(list) : by_text(list), scratch);
}

Value substr(const Value &text, const Value &begin, const Value &end) {
  const auto from = place_of(begin), to = place_of(end);
  if (text.kind() != Kind::string || !from || !to) return {};
  return Value::string(part_of(text.as_string(), *from, *to));
}

Value unique(const Value &values, Scratch &scratch) {
  if (values.kind() != Kind::array) return {};
  const auto list = values.as_array();
  Known known(list.size());
  std::vector<Value> made;
  for (const Value &one : list) {
    if (known.holds(one)) continue;
    known.add(one);
    made.push_back(one);
  }
  return keep(std::move(made), scratch);
}

Value contains(const Value &whole, const Value &part) {
  if (whole.kind() == Kind::array)
    return Value::boolean(std::ranges::any_of(
        whole.as_array(), [&](const Value &one) { return are_same(one, part); }));
  if (part.kind() != Kind::string) return {};
  if (whole.kind() == Kind::object)
    return Value::boolean(whole.as_object().member(part.as_string()).has_value());
  if (whole.kind() == Kind::string)
    return Value::boolean(whole.as_string().find(part.as_string()) != std::string_view::npos);
  return {};
}

Value item(const Value &whole, const Value &index) {
  if (whole.kind() == Kind::object && index.kind() == Kind::string)
    return whole.as_object().member(index.as_string()).value_or(Value());
  const auto place = as_number(index);
  if (!place || !(*place >= 0 && *place < 4294967295.0) || *place != std::trunc(*place)) return {};
  const auto at = static_cast<std::size_t>(*place);
  if (whole.kind() == Kind::array)
    return at < whole.as_array().size() ? whole.as_array()[at] : Value();
  if (whole.kind() != Kind::string) return {};
  const std::string_view part = part_of(whole.as_string(), at, at + 1);
  return part.empty() ? Value() : Value::string(part);
}

} // namespace curate::expression
