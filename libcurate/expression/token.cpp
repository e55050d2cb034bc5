#include <array>
#include <charconv>
#include <libcurate/base/text.hpp>
#include <libcurate/expression/token.hpp>
#include <optional>

namespace curate::expression {

namespace {

// The longer ones first, so that "<=" is not "<" and "=".
constexpr std::array<std::string_view, 23> symbols{"==", "!=", "<=", ">=", "&&", "||", "**", "<",
                                                   ">",  "!",  "+",  "-",  "*",  "/",  "%",  "(",
                                                   ")",  "[",  "]",  "{",  "}",  ",",  "."};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Reads one token after the other from the front of a text.
class Lexer {
public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<Token> next() {
    while (at_ < text_.size() && is_space(text_[at_]))
      ++at_;
    if (at_ == text_.size()) return Token{.at = at_};
    const char c = text_[at_];
    if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])))
      return number();
    if (c == '"' || c == '\'' || c == '`') return quoted(c);
    if (begins_name(c)) return name();
    for (const std::string_view symbol : symbols)
      if (text_.substr(at_).starts_with(symbol)) {
        Token token{.kind = TokenKind::symbol, .at = at_, .text = std::string(symbol)};
        at_ += symbol.size();
        return token;
      }
    return problem_at(at_, "EXPRESSION-SYNTAX", "a character that is no part of the language",
                      c == '=' ? "equality is written ==" : "put text in quotes");
  }

private:
  Result<Token> number() {
    Token token{.kind = TokenKind::number, .at = at_};
    const char *begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), token.number);
    if (error != std::errc{})
      return problem_at(at_, "EXPRESSION-SYNTAX", "a number that cannot be held");
    at_ += static_cast<std::size_t>(end - begin);
    if (at_ < text_.size() && begins_name(text_[at_]))
      return problem_at(at_, "EXPRESSION-SYNTAX", "a letter right behind a number",
                        "names that begin with a digit stand in backquotes: `9hpt`");
    return token;
  }

  Result<Token> name() {
    Token token{.kind = TokenKind::name, .at = at_};
    while (at_ < text_.size() && (begins_name(text_[at_]) || is_digit(text_[at_])))
      ++at_;
    token.text = std::string(text_.substr(token.at, at_ - token.at));
    return token;
  }

  Result<Token> quoted(char quote) {
    Token token{.kind = quote == '`' ? TokenKind::name : TokenKind::string,
                .at = at_,
                .is_backquoted = quote == '`'};
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] != '\\' || quote == '`' || at_ + 1 == text_.size())
        token.text.push_back(text_[at_]);
      else
        escaped(text_[++at_], token.text);
    }
    if (at_ == text_.size())
      return problem_at(token.at, "EXPRESSION-SYNTAX", "a quote that is never closed");
    ++at_;
    if (token.is_backquoted && token.text.empty())
      return problem_at(token.at, "EXPRESSION-SYNTAX", "a name without letters");
    return token;
  }

  /// A backslash before anything else stays: patterns are full of them, and `\.` means `\.`.
  static void escaped(char c, std::string &text) {
    if (c == 'n')
      text.push_back('\n');
    else if (c == 't')
      text.push_back('\t');
    else if (c == '\\' || c == '"' || c == '\'')
      text.push_back(c);
    else
      text.append({'\\', c});
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

} // namespace

tl::unexpected<Problem> problem_at(std::size_t at, const char *code, std::string message,
                                   std::string remedy) {
  return problem(code, "column " + std::to_string(at + 1) + ": " + std::move(message),
                 std::move(remedy));
}

Result<std::vector<Token>> tokens_of(std::string_view text) {
  if (!base::is_utf8(text))
    return problem_at(0, "EXPRESSION-SYNTAX", "the expression is not UTF-8");
  std::vector<Token> tokens;
  Lexer lexer(text);
  do {
    auto token = lexer.next();
    if (!token) return tl::unexpected(token.error());
    tokens.push_back(std::move(*token));
  } while (tokens.back().kind != TokenKind::end);
  return tokens;
}

} // namespace curate::expression
