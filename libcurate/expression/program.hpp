#pragma once

#include <cstdint>
#include <deque>
#include <libcurate/expression/pattern.hpp>
#include <libcurate/expression/value.hpp>
#include <string>
#include <vector>

namespace curate::expression {

/// What one node of an expression does with its operands.
enum class Op : std::uint8_t {
  constant,
  slot,
  member,
  item,
  array, // values
  logical_or,
  logical_and,
  logical_not,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  power,
  negate, // operators
  allequal,
  count,
  exists,
  index,
  intersects,
  length,
  match,
  max,
  min,
  sorted,
  substr,
  type,
  unique // functions
};

/// An operation and where its operands are. An operator's are nodes `left` and `right`, a
/// function's and an array's are `count` nodes named in Program::operands from `left` on.
struct Node {
  Op op = Op::constant;
  std::uint32_t count = 0;
  std::uint16_t depth = 1; ///< levels below it, itself included
  std::uint32_t left = 0;  ///< or the slot, or where the operands begin
  std::uint32_t right = 0; ///< or which pattern of Program::patterns, from 1
  Value value = {};        ///< of a constant; a member's name
};

/// A parsed expression: nodes, operands before what uses them; the last is the whole.
struct Program {
  std::vector<Node> nodes;
  std::vector<std::uint32_t> operands;
  std::vector<Pattern> patterns; ///< those written in the expression
  std::deque<std::string> texts; ///< what constants refer to
};

} // namespace curate::expression
