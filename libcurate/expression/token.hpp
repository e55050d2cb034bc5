#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/base/result.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace curate::expression {

enum class TokenKind : std::uint8_t { number, string, name, symbol, end };

/// A word of an expression.
struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t at = 0;         ///< bytes before it
  double number = 0;          ///< of a number
  std::string text = {};      ///< of a string without quotes, of a name, of a symbol ("<=")
  bool is_backquoted = false; ///< a name in backquotes is never a word of the language
};

/// A problem at a place of the expression: its message begins with the column, from 1.
tl::unexpected<Problem> problem_at(std::size_t at, const char *code, std::string message,
                                   std::string remedy = {});

/// The words of an expression; the last is `end`. Fails with EXPRESSION-SYNTAX.
Result<std::vector<Token>> tokens_of(std::string_view text);

} // namespace curate::expression
