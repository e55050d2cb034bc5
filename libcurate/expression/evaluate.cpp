#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/expression/functions.hpp>
#include <libcurate/expression/program.hpp>

namespace curate::expression {

namespace {

// A text put together by `+` is cut at this length: expressions are short, cells may not be.
constexpr std::size_t longest_text = std::size_t{1} << 20;

Value finite(double number) {
  return std::isfinite(number) ? Value::number(number) : Value();
}

/// The remainder with the sign of the dividend, as JavaScript and C have it.
double remainder(double left, double right) {
  // Most rules ask whether a number is whole; fmod takes ten times as long.
  return right == 1 ? left - std::trunc(left) : std::fmod(left, right);
}

Value calculated(Op op, const Value &a, const Value &b) {
  const auto left = as_number(a), right = as_number(b);
  if (!left || !right) return {};
  if (op == Op::add) return finite(*left + *right);
  if (op == Op::subtract) return finite(*left - *right);
  if (op == Op::multiply) return finite(*left * *right);
  if (op == Op::divide) return finite(*left / *right);
  if (op == Op::modulo) return finite(remainder(*left, *right));
  return finite(std::pow(*left, *right));
}

Value added(const Value &a, const Value &b, Scratch &scratch) {
  if (a.kind() != Kind::string && b.kind() != Kind::string) return calculated(Op::add, a, b);
  const auto text = [](const Value &value) -> std::optional<std::string> {
    if (value.kind() == Kind::string) return std::string(value.as_string());
    if (value.kind() == Kind::boolean) return value.as_boolean() ? "true" : "false";
    if (value.kind() == Kind::number) return base::shortest(value.as_number());
    return std::nullopt;
  };
  auto left = text(a);
  const auto right = text(b);
  if (!left || !right) return {};
  if (left->size() + right->size() > longest_text) return {};
  return Value::string(scratch.texts.emplace_back(std::move(*left) + *right));
}

template <typename T> bool holds(Op op, const T &left, const T &right) {
  if (op == Op::less) return left < right;
  if (op == Op::less_equal) return left <= right;
  if (op == Op::greater) return left > right;
  return left >= right;
}

/// Null where one of them is null, no number and no text, or a text beside a number that spells
/// none.
Value compared(Op op, const Value &a, const Value &b) {
  if (a.kind() == Kind::string && b.kind() == Kind::string)
    return Value::boolean(holds(op, a.as_string(), b.as_string()));
  const auto left = as_number(a), right = as_number(b);
  if (!left || !right) return {};
  return Value::boolean(holds(op, *left, *right));
}

/// Walks the nodes; as deep as the parser let the expression nest.
class Evaluation {
public:
  Evaluation(const Program &program, std::span<const Value> slots, Scratch &scratch)
      : nodes_(program.nodes.data()), program_(program), slots_(slots), scratch_(scratch) {}

  Value of(std::uint32_t number) const {
    const Node &node = nodes_[number];
    switch (node.op) {
    case Op::constant:
      return node.value;
    case Op::slot:
      return node.left < slots_.size() ? slots_[node.left] : Value();
    case Op::member: {
      const Value whole = of(node.left);
      return whole.kind() == Kind::object ? item(whole, node.value) : Value();
    }
    case Op::item:
      return item(of(node.left), of(node.right));
    case Op::array:
      return array(node);
    case Op::logical_or: {
      const Value left = of(node.left);
      return is_true(left) ? left : of(node.right);
    }
    case Op::logical_and: {
      const Value left = of(node.left);
      return is_true(left) ? of(node.right) : left;
    }
    case Op::logical_not:
      return Value::boolean(!is_true(of(node.left)));
    case Op::equal:
      return Value::boolean(are_equal(of(node.left), of(node.right)));
    case Op::not_equal:
      return Value::boolean(!are_equal(of(node.left), of(node.right)));
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return compared(node.op, of(node.left), of(node.right));
    case Op::in:
      return contains(of(node.right), of(node.left));
    case Op::add:
      return added(of(node.left), of(node.right), scratch_);
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo:
    case Op::power:
      return calculated(node.op, of(node.left), of(node.right));
    case Op::negate:
      return calculated(Op::subtract, Value::number(0), of(node.left));
    case Op::allequal:
    case Op::count:
    case Op::exists:
    case Op::index:
    case Op::intersects:
    case Op::length:
    case Op::match:
    case Op::max:
    case Op::min:
    case Op::sorted:
    case Op::substr:
    case Op::type:
    case Op::unique:
      return call(node);
    }
    return {};
  }

private:
  Value argument(const Node &node, std::uint32_t number) const {
    return number < node.count ? of(program_.operands[node.left + number]) : Value();
  }

  Value array(const Node &node) const {
    std::vector<Value> values;
    values.reserve(node.count);
    for (std::uint32_t i = 0; i < node.count; ++i)
      values.push_back(argument(node, i));
    return Value::array(scratch_.arrays.emplace_back(std::move(values)));
  }

  Value matched(const Node &node) const {
    const Value text = argument(node, 0);
    if (node.right == 0 || (text.kind() != Kind::string && !text.is_null()))
      return match(text, argument(node, 1), scratch_);
    if (text.is_null()) return {};
    return Value::boolean(program_.patterns[node.right - 1].matches_in(text.as_string()));
  }

  Value call(const Node &node) const {
    if (node.op == Op::match) return matched(node);
    const Value first = argument(node, 0), second = argument(node, 1);
    if (node.op == Op::allequal) return allequal(first, second);
    if (node.op == Op::count) return count(first, second);
    if (node.op == Op::exists) return exists(first, second, scratch_);
    if (node.op == Op::index) return index(first, second);
    if (node.op == Op::intersects) return intersects(first, second, scratch_);
    if (node.op == Op::length) return length(first);
    if (node.op == Op::max) return largest(first);
    if (node.op == Op::min) return smallest(first);
    if (node.op == Op::sorted) return sorted(first, second, scratch_);
    if (node.op == Op::substr) return substr(first, second, argument(node, 2));
    if (node.op == Op::type) return Value::string(name_of(first.kind()));
    return unique(first, scratch_);
  }

  const Node *nodes_;
  const Program &program_;
  std::span<const Value> slots_;
  Scratch &scratch_;
};

} // namespace

Value Expression::evaluate(std::span<const Value> slots, Scratch &scratch) const {
  if (!scratch.texts.empty()) scratch.texts.clear();
  if (!scratch.arrays.empty()) scratch.arrays.clear();
  if (!program_) return {};
  return Evaluation(*program_, slots, scratch)
      .of(static_cast<std::uint32_t>(program_->nodes.size() - 1));
}

Verdict verdict_of(const Value &value) {
  if (value.is_null()) return Verdict::unknown;
  return is_true(value) ? Verdict::kept : Verdict::broken;
}

} // namespace curate::expression
