#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/redcap_logic.hpp>
#include <libcurate/expression/expression.hpp>

namespace curate::dictionary {

namespace {

tl::unexpected<Problem> cannot(const char *what) {
  return problem("REDCAP-LOGIC", std::string("branching logic that no Rule can say: ") + what,
                 "write the rule by hand, or leave it out");
}

/// Translates word by word.
class Translation {
public:
  Translation(std::string_view logic, const std::function<bool(std::string_view)> &is_field)
      : rest_(logic), is_field_(is_field) {}

  Result<std::string> all() {
    for (rest_ = base::trim(rest_); !rest_.empty(); rest_ = base::trim(rest_)) {
      const auto word = next();
      if (!word) return word;
      made_ += (made_.empty() ? "" : " ") + *word;
    }
    return made_;
  }

private:
  std::string_view take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  bool accept(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    take(word.size());
    return true;
  }

  Result<std::string> next() {
    const char c = rest_.front();
    if (c == '[') return field();
    if (c == '\'' || c == '"') return text(c);
    for (const auto &[theirs, ours] : {std::pair{"<>", "!="},
                                       {"!=", "!="},
                                       {"<=", "<="},
                                       {">=", ">="},
                                       {"==", "=="},
                                       {"=", "=="},
                                       {"<", "<"},
                                       {">", ">"},
                                       {"(", "("},
                                       {")", ")"},
                                       {"+", "+"},
                                       {"-", "-"},
                                       {"*", "*"},
                                       {"/", "/"}})
      if (accept(theirs)) return std::string(ours);
    if ((c >= '0' && c <= '9') || c == '.')
      return std::string(take(rest_.find_first_not_of("0123456789.")));
    return word();
  }

  Result<std::string> word() {
    std::size_t end = 0;
    while (end < rest_.size() && ((rest_[end] | 0x20) >= 'a' && (rest_[end] | 0x20) <= 'z'))
      ++end;
    const std::string name = base::lower(take(end));
    if (name == "and") return std::string("&&");
    if (name == "or") return std::string("||");
    if (name == "not") return std::string("!");
    return cannot("it uses a function, or a word that is none of REDCap's operators");
  }

  Result<std::string> text(char quote) {
    const std::size_t end = rest_.find(quote, 1);
    if (end == std::string_view::npos) return cannot("a quote is never closed");
    const std::string_view inside = take(end + 1).substr(1, end - 1);
    if (inside.empty()) return std::string("null");
    if (inside.find('\\') != std::string_view::npos || inside.find('"') != std::string_view::npos)
      return cannot("a text holds a quote or backslash");
    return "\"" + std::string(inside) + "\"";
  }

  Result<std::string> field() {
    const std::size_t end = rest_.find(']');
    if (end == std::string_view::npos) return cannot("a bracket is never closed");
    std::string name(take(end + 1).substr(1, end - 1));
    if (!rest_.empty() && rest_.front() == '[')
      return cannot("it looks at another event or instance");
    if (const auto open = name.find('('); open != std::string::npos && name.back() == ')')
      name = name.substr(0, open) + "___" +
             base::lower(std::string_view(name).substr(open + 1, name.size() - open - 2));
    if (!is_field_(name)) return cannot("it names a field that the dictionary does not have");
    return name;
  }

  std::string_view rest_;
  const std::function<bool(std::string_view)> &is_field_;
  std::string made_;
};

} // namespace

Result<std::string> expression_of_redcap(std::string_view logic,
                                         const std::function<bool(std::string_view)> &is_field) {
  auto made = Translation(logic, is_field).all();
  if (!made) return made;
  if (!expression::names_in(*made)) return cannot("it is not well formed");
  return made;
}

} // namespace curate::dictionary
