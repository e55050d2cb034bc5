// How fast bytes are searched for 10,000 values, and how long it takes to begin: one core.
// Run: build/release/tests/leaks_speed
#include <benchmark/benchmark.h>
#include <libcurate/leaks/searcher.hpp>

#include "tests/leaks/made_values.hpp"

namespace {

using namespace curate;

constexpr std::size_t data_bytes = std::size_t{64} << 20;

std::string random_bytes() {
  support::Random random(1);
  std::string data(data_bytes, '\0');
  for (char &c : data)
    c = static_cast<char>(random.next() >> 56);
  return data;
}

// 12-bit voxels about a mean, with an empty border.
std::string voxels() {
  support::Random random(2);
  std::string data(data_bytes, '\0');
  for (std::size_t i = 0; i + 1 < data.size(); i += 2) {
    const auto value = (i >> 14) % 4 == 0 ? static_cast<unsigned>(random.next() % 64)
                                          : 700U + static_cast<unsigned>(random.normal() * 200 + 0);
    data[i] = static_cast<char>(value & 0xFFU);
    data[i + 1] = static_cast<char>(value >> 8U & 0xFU);
  }
  return data;
}

// Words of letters as frequent as in English.
std::string english() {
  constexpr std::string_view letters =
      "etaoinshrdlcumwfgypbvketaoinshrdlcuetaoinshrdetaoinetaoineetta";
  support::Random random(3);
  std::string data;
  data.reserve(data_bytes + 16);
  while (data.size() < data_bytes) {
    for (std::uint64_t i = 0, length = 2 + random.next() % 8; i < length; ++i)
      data += letters[random.next() % letters.size()];
    data += random.next() % 12 == 0 ? ". " : " ";
  }
  return data;
}

// A table of numbers.
std::string numbers() {
  support::Random random(4);
  std::string data;
  while (data.size() < data_bytes)
    data += fmt::format("{}\t{:.4f}\n", random.next() % 10'000'000, random.uniform() * 100);
  return data;
}

// One spelling's beginning, over and over.
std::string hostile() {
  std::string data;
  while (data.size() < data_bytes)
    data += "1.3.12.2.1107.5.2.43.66012.";
  return data;
}

const leaks::Needles &needles_of(std::size_t count) {
  static const deid::Vocabulary vocabulary;
  static const leaks::Needles many(leaks_test::made_values(10'000), vocabulary);
  static const leaks::Needles few(leaks_test::made_values(12), vocabulary);
  return count > 100 ? many : few;
}

void search(benchmark::State &state, std::string (*make)(), leaks::Reading reading) {
  const leaks::Searcher searcher(needles_of(10'000));
  const std::string data = make();
  std::size_t hits = 0;
  for (auto _ : state)
    searcher.search(std::as_bytes(std::span(data)), reading, [&](const leaks::Hit &) {
      ++hits;
      return true;
    });
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * data.size()));
  state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(state.iterations());
  state.counters["spellings"] = static_cast<double>(needles_of(10'000).size());
}

void build(benchmark::State &state) {
  const auto values = leaks_test::made_values(static_cast<std::size_t>(state.range(0)));
  const deid::Vocabulary vocabulary;
  for (auto _ : state) {
    const leaks::Needles needles(values, vocabulary);
    const leaks::Searcher searcher(needles);
    benchmark::DoNotOptimize(searcher.is_empty());
    state.counters["spellings"] = static_cast<double>(needles.size());
  }
}

BENCHMARK_CAPTURE(search, random_bytes, random_bytes, leaks::Reading::voxels);
BENCHMARK_CAPTURE(search, voxels, voxels, leaks::Reading::voxels);
BENCHMARK_CAPTURE(search, english, english, leaks::Reading::text);
BENCHMARK_CAPTURE(search, numbers, numbers, leaks::Reading::text);
BENCHMARK_CAPTURE(search, hostile, hostile, leaks::Reading::text);
BENCHMARK(build)->Arg(12)->Arg(10'000)->Unit(benchmark::kMicrosecond);

} // namespace
