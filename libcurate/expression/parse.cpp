#include <algorithm>
#include <array>
#include <libcurate/expression/expression.hpp>
#include <libcurate/expression/program.hpp>
#include <libcurate/expression/token.hpp>

namespace curate::expression {

namespace {

constexpr std::size_t longest_bytes = 16'384;
// Far more than a person nests, far less than the stack of a thread holds.
constexpr std::size_t deepest = 200;

struct Binary {
  std::string_view symbol;
  int precedence;
  Op op;
};

// Source: ECMAScript 2023, 13.6 to 13.13: what binds tighter has the higher number.
constexpr std::array<Binary, 14> binaries{{{"||", 1, Op::logical_or},
                                           {"&&", 2, Op::logical_and},
                                           {"==", 3, Op::equal},
                                           {"!=", 3, Op::not_equal},
                                           {"<", 4, Op::less},
                                           {"<=", 4, Op::less_equal},
                                           {">", 4, Op::greater},
                                           {">=", 4, Op::greater_equal},
                                           {"in", 4, Op::in},
                                           {"+", 5, Op::add},
                                           {"-", 5, Op::subtract},
                                           {"*", 6, Op::multiply},
                                           {"/", 6, Op::divide},
                                           {"%", 6, Op::modulo}}};

struct Function {
  std::string_view name;
  std::size_t least, most;
  Op op;
};

// Source: BIDS schema 1.11.1, meta.expression_tests and the page on the schema's expressions.
constexpr std::array<Function, 13> functions{{{"allequal", 2, 2, Op::allequal},
                                              {"count", 2, 2, Op::count},
                                              {"exists", 2, 2, Op::exists},
                                              {"index", 2, 2, Op::index},
                                              {"intersects", 2, 2, Op::intersects},
                                              {"length", 1, 1, Op::length},
                                              {"match", 2, 2, Op::match},
                                              {"max", 1, 1, Op::max},
                                              {"min", 1, 1, Op::min},
                                              {"sorted", 1, 2, Op::sorted},
                                              {"substr", 3, 3, Op::substr},
                                              {"type", 1, 1, Op::type},
                                              {"unique", 1, 1, Op::unique}}};

using Made = Result<std::uint32_t>; // the number of a node

class EmptyObject final : public Object {
public:
  std::optional<Value> member(std::string_view) const override { return std::nullopt; }
};

/// Recursive descent over the tokens, by precedence.
class Parser {
public:
  Parser(std::vector<Token> tokens, const Resolve &resolve)
      : tokens_(std::move(tokens)), resolve_(resolve) {}

  Result<Program> whole() {
    const Made made = binary(1);
    if (!made) return tl::unexpected(made.error());
    if (token().kind != TokenKind::end) return unexpected("an operator or the end");
    return std::move(program_);
  }

private:
  const Token &token() const { return tokens_[at_]; }

  bool is_symbol(std::string_view symbol) const {
    return token().kind == TokenKind::symbol && token().text == symbol;
  }

  bool accept(std::string_view symbol) {
    if (!is_symbol(symbol)) return false;
    ++at_;
    return true;
  }

  tl::unexpected<Problem> unexpected(const char *wanted) const {
    const bool is_end = token().kind == TokenKind::end;
    return problem_at(token().at, "EXPRESSION-SYNTAX",
                      std::string(is_end ? "the expression ends where " : "here ") + wanted +
                          " is expected");
  }

  Made add(Node node, std::initializer_list<std::uint32_t> below) {
    std::size_t depth = 0;
    for (const std::uint32_t one : below)
      depth = std::max<std::size_t>(depth, program_.nodes[one].depth);
    return add(std::move(node), depth + 1);
  }

  Made add(Node node, std::size_t depth) {
    if (depth > deepest)
      return problem_at(token().at, "EXPRESSION-SIZE",
                        "nested deeper than " + std::to_string(deepest) + " levels",
                        "split the rule in several");
    node.depth = static_cast<std::uint16_t>(depth);
    program_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(program_.nodes.size() - 1);
  }

  Made constant(Value value) { return add({.op = Op::constant, .value = value}, 1); }

  Value keep(const std::string &text) { return Value::string(program_.texts.emplace_back(text)); }

  const Binary *operator_here() const {
    const bool may_be = token().kind == TokenKind::symbol ||
                        (token().kind == TokenKind::name && !token().is_backquoted);
    const auto *const found = std::ranges::find(binaries, token().text, &Binary::symbol);
    return may_be && found != binaries.end() ? found : nullptr;
  }

  Made binary(int least) {
    Made left = unary();
    while (left) {
      const Binary *found = operator_here();
      if (found == nullptr || found->precedence < least) break;
      ++at_;
      const Made right = binary(found->precedence + 1);
      if (!right) return right;
      left = add({.op = found->op, .left = *left, .right = *right}, {*left, *right});
    }
    return left;
  }

  Made unary() {
    // Bounds the recursion: every nested level of the text comes through here.
    if (nested_ > deepest)
      return problem_at(token().at, "EXPRESSION-SIZE",
                        "nested deeper than " + std::to_string(deepest) + " levels",
                        "split the rule in several");
    ++nested_;
    Made made = unary_within();
    --nested_;
    return made;
  }

  Made unary_within() {
    for (const auto &[symbol, op] : {std::pair{"!", Op::logical_not}, std::pair{"-", Op::negate}}) {
      if (!accept(symbol)) continue;
      const Made of = unary();
      return of ? add({.op = op, .left = *of}, {*of}) : of;
    }
    const Made base = postfix();
    if (!base || !accept("**")) return base;
    const Made exponent = unary();
    if (!exponent) return exponent;
    return add({.op = Op::power, .left = *base, .right = *exponent}, {*base, *exponent});
  }

  Made postfix() {
    Made made = primary();
    while (made) {
      if (accept(".")) {
        if (token().kind != TokenKind::name) return unexpected("the name of a member");
        Node node{.op = Op::member, .left = *made, .value = keep(token().text)};
        ++at_;
        made = add(std::move(node), {*made});
      } else if (accept("[")) {
        const Made index = binary(1);
        if (!index) return index;
        if (!accept("]")) return unexpected("']'");
        made = add({.op = Op::item, .left = *made, .right = *index}, {*made, *index});
      } else {
        break;
      }
    }
    return made;
  }

  Made primary() {
    const Token &here = token();
    if (here.kind == TokenKind::number) {
      ++at_;
      return constant(Value::number(here.number));
    }
    if (here.kind == TokenKind::string) {
      ++at_;
      return constant(keep(here.text));
    }
    if (here.kind == TokenKind::name) return named();
    if (accept("(")) {
      Made made = binary(1);
      if (made && !accept(")")) return unexpected("')'");
      return made;
    }
    if (accept("[")) return list("]", {.op = Op::array});
    if (accept("{")) {
      static const EmptyObject empty;
      if (!accept("}")) return unexpected("'}'");
      return constant(Value::object(empty));
    }
    return unexpected("a value");
  }

  Made named() {
    const Token &here = token();
    ++at_;
    if (!here.is_backquoted) {
      if (here.text == "null") return constant(Value());
      if (here.text == "true" || here.text == "false")
        return constant(Value::boolean(here.text == "true"));
      if (here.text == "in") {
        --at_;
        return unexpected("a value");
      }
      if (accept("(")) return call(here);
    }
    const auto slot = resolve_(here.text);
    if (!slot)
      return problem_at(here.at, "EXPRESSION-NAME", "there is no variable of this name",
                        "names are case sensitive; text stands in quotes");
    return add({.op = Op::slot, .left = static_cast<std::uint32_t>(*slot)}, 1);
  }

  Made call(const Token &name) {
    const auto *const found = std::ranges::find(functions, name.text, &Function::name);
    if (found == functions.end())
      return problem_at(name.at, "EXPRESSION-FUNCTION", "there is no function of this name",
                        "docs/formats/expression.md lists them");
    const Made made = list(")", {.op = found->op});
    if (!made) return made;
    Node &node = program_.nodes[*made];
    if (node.count < found->least || node.count > found->most)
      return problem_at(name.at, "EXPRESSION-FUNCTION",
                        std::string(found->name) + " takes " + std::to_string(found->least) +
                            (found->most > found->least ? " or 2" : "") +
                            (found->most > 1 ? " arguments" : " argument"));
    return found->op == Op::match ? match(*made, name) : made;
  }

  /// A pattern that is written down is compiled once.
  Made match(std::uint32_t made, const Token &name) {
    const Node &pattern = program_.nodes[program_.operands[program_.nodes[made].left + 1]];
    if (pattern.op != Op::constant || pattern.value.kind() != Kind::string) return made;
    auto compiled = Pattern::compile(pattern.value.as_string());
    if (!compiled)
      return problem_at(name.at, "EXPRESSION-PATTERN", compiled.error().message,
                        compiled.error().remedy);
    program_.patterns.push_back(std::move(*compiled));
    program_.nodes[made].right = static_cast<std::uint32_t>(program_.patterns.size());
    return made;
  }

  /// Expressions with commas between them, up to what closes them.
  Made list(std::string_view closing, Node node) {
    std::vector<std::uint32_t> items;
    std::size_t depth = 0;
    while (!is_symbol(closing)) {
      if (!items.empty() && !accept(",")) return unexpected("',' or the closing bracket");
      if (!items.empty() && is_symbol(closing)) break; // a comma may stand last
      const Made item = binary(1);
      if (!item) return item;
      items.push_back(*item);
      depth = std::max<std::size_t>(depth, program_.nodes[*item].depth);
    }
    ++at_;
    node.left = static_cast<std::uint32_t>(program_.operands.size());
    node.count = static_cast<std::uint32_t>(items.size());
    program_.operands.insert(program_.operands.end(), items.begin(), items.end());
    return add(std::move(node), depth + 1);
  }

  std::vector<Token> tokens_;
  const Resolve &resolve_;
  std::size_t at_ = 0;
  std::size_t nested_ = 0;
  Program program_;
};

} // namespace

Result<Expression> Expression::parse(std::string_view text, const Resolve &resolve) {
  if (text.size() > longest_bytes)
    return problem_at(longest_bytes, "EXPRESSION-SIZE", "longer than 16,384 bytes",
                      "split the rule in several");
  auto tokens = tokens_of(text);
  if (!tokens) return tl::unexpected(tokens.error());
  auto program = Parser(std::move(*tokens), resolve).whole();
  if (!program) return tl::unexpected(program.error());
  Expression made;
  made.program_ = std::make_shared<const Program>(std::move(*program));
  return made;
}

Result<std::vector<std::string>> names_in(std::string_view text) {
  std::vector<std::string> names;
  const auto parsed = Expression::parse(text, [&](std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) names.emplace_back(name);
    return std::optional<std::size_t>(0);
  });
  if (!parsed) return tl::unexpected(parsed.error());
  return names;
}

} // namespace curate::expression
