// How fast a table of a million rows, 50 columns and 20 rules is read and checked, on one core:
// user time, table in memory. Run by hand: table_speed.

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cstring>
#include <fmt/format.h>
#include <libcurate/dictionary/check_table.hpp>

namespace curate {
namespace {

constexpr int columns = 50, rules = 20;

std::string dictionary_text() {
  std::string text = "{";
  for (int column = 0; column < columns; ++column) {
    const char *what = column % 5 == 0 ? R"("Type": "integer", "Minimum": 0)"
                       : column % 5 == 1
                           ? R"("Type": "number", "Minimum": 0, "Maximum": 10, "Step": 0.5)"
                       : column % 5 == 2 ? R"("Levels": {"rrms": "", "spms": "", "ppms": ""})"
                       : column % 5 == 3 ? R"("Type": "date")"
                                         : R"("Type": "number")";
    text += fmt::format("{}\"c{}\": {{{}", column == 0 ? "" : ", ", column, what);
    if (column % 5 == 1)
      text += fmt::format(R"(, "Rules": [{{"Expression": "c{0} == null || (c{0} * 2) % 1 == 0"}},
        {{"Expression": "c{0} <= c{1} + 10"}}])",
                          column, column - 1);
    text += "}";
  }
  return text + "}";
}

std::string table_text(std::size_t rows) {
  std::string text;
  for (int column = 0; column < columns; ++column)
    text += fmt::format("{}c{}", column == 0 ? "" : "\t", column);
  text += "\n";
  constexpr const char *levels[] = {"rrms", "spms", "ppms"};
  for (std::size_t row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const std::size_t number = row * 7919 + static_cast<std::size_t>(column) * 104'729;
      if (column > 0) text += "\t";
      if (number % 17 == 0)
        text += "n/a";
      else if (column % 5 == 0)
        text += fmt::format("{}", number % 100'000);
      else if (column % 5 == 1)
        text += fmt::format("{}", static_cast<double>(number % 21) / 2);
      else if (column % 5 == 2)
        text += levels[number % 3];
      else if (column % 5 == 3)
        text += fmt::format("19{:02}-{:02}-{:02}", number % 100, number % 12 + 1, number % 28 + 1);
      else
        text += fmt::format("{:.3f}", static_cast<double>(number % 1'000'000) / 1000);
    }
    text += "\n";
  }
  return text;
}

void check(benchmark::State &state) {
  const auto dictionary = dictionary::parse(dictionary_text()).value();
  const std::string text = table_text(static_cast<std::size_t>(state.range(0)));
  std::size_t findings = 0;
  for (auto _ : state) {
    std::size_t at = 0;
    dictionary::TableReader reader(
        [&](std::span<char> buffer) {
          const std::size_t count = std::min(buffer.size(), text.size() - at);
          std::memcpy(buffer.data(), text.data() + at, count);
          at += count;
          return count;
        },
        dictionary::Dialect::tsv);
    findings += dictionary::check_table(reader, dictionary, {}).groups.groups().size();
  }
  if (findings != 0) state.SkipWithError("the table should be clean");
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
  state.counters["rules"] = rules;
}
BENCHMARK(check)->Arg(1'000'000)->Unit(benchmark::kMillisecond)->Iterations(1);

void read_only(benchmark::State &state) {
  const std::string text = table_text(100'000);
  for (auto _ : state) {
    std::size_t at = 0;
    dictionary::TableReader reader(
        [&](std::span<char> buffer) {
          const std::size_t count = std::min(buffer.size(), text.size() - at);
          std::memcpy(buffer.data(), text.data() + at, count);
          at += count;
          return count;
        },
        dictionary::Dialect::tsv);
    while (const auto *row = reader.next())
      benchmark::DoNotOptimize(row->cells.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(read_only)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace curate
