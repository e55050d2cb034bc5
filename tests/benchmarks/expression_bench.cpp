// What one rule costs on one row: a table of a million rows and twenty rules asks for 20 million
// evaluations.

#include <benchmark/benchmark.h>
#include <libcurate/expression/expression.hpp>

using namespace curate::expression;

namespace {

void evaluates(benchmark::State &state, const char *text) {
  const auto parsed = Expression::parse(text, [](std::string_view name) {
    return std::optional<std::size_t>(name == "a" ? 0U : name == "b" ? 1U : 2U);
  });
  Scratch scratch;
  const std::vector<Value> slots{Value::number(4.5), Value::number(31), Value::string("RRMS")};
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(parsed->evaluate(slots, scratch));
}

BENCHMARK_CAPTURE(evaluates, comparison, "a <= b");
BENCHMARK_CAPTURE(evaluates, step, "a == null || (a * 2) % 1 == 0");
BENCHMARK_CAPTURE(evaluates, remainder, "b % 7 == 3");
BENCHMARK_CAPTURE(evaluates, words, "word != 'PPMS' || a >= 1 && b < 90");
BENCHMARK_CAPTURE(evaluates, choice, "word in ['CIS', 'RRMS', 'SPMS', 'PPMS']");
BENCHMARK_CAPTURE(evaluates, pattern, "match(word, '^[A-Z]+$')");

} // namespace
