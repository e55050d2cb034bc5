// Rules as strangers may write them, on values of every kind; and REDCap's conditions.

#include <array>
#include <cstdlib>
#include <libcurate/dictionary/redcap_logic.hpp>
#include <libcurate/expression/expression.hpp>
#include <string>
#include <vector>

using namespace curate;
using namespace curate::expression;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  const std::string text(reinterpret_cast<const char *>(data), size);
  static const std::vector<Value> items{Value::number(3), Value::string("n/a"), Value(),
                                        Value::boolean(true), Value::string("12")};
  static const std::array<Value, 5> slots{Value::number(2.5), Value::string("aµb"), Value(),
                                          Value::array(items), Value::boolean(false)};
  const auto parsed = Expression::parse(
      text, [](std::string_view name) { return std::optional<std::size_t>(name.size() % 6); });
  // A problem points into the text.
  if (!parsed && !parsed.error().message.starts_with("column ")) std::abort();
  if (parsed) {
    static Scratch scratch;
    const Verdict first = verdict_of(parsed->evaluate(slots, scratch));
    if (first != verdict_of(parsed->evaluate(slots, scratch))) std::abort();
    if (!names_in(text)) std::abort();
  }
  // What is translated can be parsed.
  const auto translated =
      dictionary::expression_of_redcap(text, [](std::string_view name) { return name == "a"; });
  if (translated && !names_in(*translated)) std::abort();
  return 0;
}
