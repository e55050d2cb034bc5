#include <algorithm>
#include <libcurate/expression/comparisons.hpp>
#include <libcurate/expression/expression.hpp>
#include <libcurate/expression/program.hpp>
#include <optional>

namespace curate::expression {

namespace {

std::optional<Relation> relation_of(Op op) {
  if (op == Op::equal || op == Op::in) return Relation::equal;
  if (op == Op::not_equal) return Relation::not_equal;
  if (op == Op::less) return Relation::less;
  if (op == Op::less_equal) return Relation::less_equal;
  if (op == Op::greater) return Relation::greater;
  if (op == Op::greater_equal) return Relation::greater_equal;
  return std::nullopt;
}

Relation turned_round(Relation relation) {
  switch (relation) {
  case Relation::equal:
  case Relation::not_equal:
    return relation;
  case Relation::less:
    return Relation::greater;
  case Relation::less_equal:
    return Relation::greater_equal;
  case Relation::greater:
    return Relation::less;
  case Relation::greater_equal:
    return Relation::less_equal;
  }
  return relation;
}

/// Gathers over the nodes; as deep as the parser let the expression nest.
class Gathering {
public:
  Gathering(const Program &program, const std::vector<std::string> &names)
      : program_(program), names_(names) {}

  std::vector<Comparison> all() && {
    visit(static_cast<std::uint32_t>(program_.nodes.size() - 1), true);
    return std::move(made_);
  }

private:
  const Node &node(std::uint32_t number) const { return program_.nodes[number]; }

  std::span<const std::uint32_t> operands_of(const Node &of) const {
    return std::span(program_.operands).subspan(of.left, of.count);
  }

  /// A constant, or a minus before one.
  std::optional<Value> constant(std::uint32_t number) const {
    const Node &here = node(number);
    if (here.op == Op::constant && here.value.kind() != Kind::object) return here.value;
    if (here.op != Op::negate || node(here.left).op != Op::constant ||
        node(here.left).value.kind() != Kind::number)
      return std::nullopt;
    return Value::number(-node(here.left).value.as_number());
  }

  void add(const Node &slot, Relation relation, const Value &value, bool is_asserted) {
    Comparison made{names_[slot.left], relation, value.kind(), 0, {}, is_asserted};
    if (value.kind() == Kind::string)
      made.text = value.as_string();
    else
      made.number = as_number(value).value_or(0);
    made_.push_back(std::move(made));
  }

  void compare(const Node &here, bool is_asserted) {
    const auto relation = relation_of(here.op);
    const Node &left = node(here.left), &right = node(here.right);
    if (here.op == Op::in) {
      if (left.op != Op::slot || right.op != Op::array) return;
      for (const std::uint32_t item : operands_of(right))
        if (const auto value = constant(item)) add(left, *relation, *value, is_asserted);
    } else if (const auto value = constant(here.right); value && left.op == Op::slot) {
      add(left, *relation, *value, is_asserted);
    } else if (const auto first = constant(here.left); first && right.op == Op::slot) {
      add(right, turned_round(*relation), *first, is_asserted);
    }
  }

  void visit(std::uint32_t number, bool is_asserted) {
    const Node &here = node(number);
    if (relation_of(here.op)) compare(here, is_asserted);
    const bool is_still = is_asserted && (here.op == Op::logical_and || here.op == Op::logical_or);
    if (here.op == Op::constant || here.op == Op::slot) return;
    if (here.op == Op::array || here.op >= Op::allequal) {
      for (const std::uint32_t operand : operands_of(here))
        visit(operand, false);
      return;
    }
    visit(here.left, is_still);
    const bool is_of_one =
        here.op == Op::logical_not || here.op == Op::negate || here.op == Op::member;
    if (!is_of_one) visit(here.right, is_still);
  }

  const Program &program_;
  const std::vector<std::string> &names_;
  std::vector<Comparison> made_;
};

} // namespace

Value Comparison::value() const {
  switch (kind) {
  case Kind::boolean:
    return Value::boolean(number != 0);
  case Kind::number:
    return Value::number(number);
  case Kind::string:
    return Value::string(text);
  case Kind::null:
  case Kind::array:
  case Kind::object:
    return {};
  }
  return {};
}

Result<std::vector<Comparison>> comparisons_in(std::string_view text) {
  std::vector<std::string> names;
  const auto parsed = Expression::parse(text, [&](std::string_view name) {
    const auto found = std::ranges::find(names, name);
    const auto at = static_cast<std::size_t>(found - names.begin());
    if (found == names.end()) names.emplace_back(name);
    return std::optional(at);
  });
  if (!parsed) return tl::unexpected(parsed.error());
  return Gathering(parsed->program(), names).all();
}

} // namespace curate::expression
