// Tables of any bytes, in both dialects, given in pieces of a size that the bytes choose, with a
// small limit of the row; read, and held to a dictionary with a column of every kind.

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/check_table.hpp>

using namespace curate;

namespace {

/// A column of every kind, under names that the bytes can spell.
constexpr const char *columns = R"({
  "a": {"Type": "number", "Minimum": 0, "Maximum": 9, "Step": 0.5, "Rules": [{"Expression": "a <= b"}]},
  "b": {"Type": "integer"}, "c": {"Type": "date"}, "d": {"Type": "datetime"}, "e": {"Type": "time"},
  "f": {"Type": "boolean"}, "g": {"Levels": {"1": "one", "x": "two"}}, "j": {"Maximum": 3, "Levels": {"A1": "Low"}}, "h": {"Delimiter": ";", "Type": "number"},
  "i": {"Pattern": "[0-9]+", "Unique": true, "Required": true}, "age": {"Type": "integer", "Aliases": ["years"]}
})";

/// The same bytes again, in the same pieces.
dictionary::TableReader reader_of(const unsigned char *data, std::size_t size) {
  const std::size_t piece = data[0] % 64U + 1;
  const auto dialect = (data[0] & 0x80U) != 0 ? dictionary::Dialect::tsv : dictionary::Dialect::csv;
  const std::size_t limit = (data[0] & 0x40U) != 0 ? 20 : 1 << 20;
  auto bytes = [at = data + 1, end = data + size, piece](std::span<char> buffer) mutable {
    const auto left = static_cast<std::size_t>(end - at);
    const std::size_t count = std::min({buffer.size(), piece, left});
    if (count > 0) std::memcpy(buffer.data(), at, count);
    at += count;
    return count;
  };
  return {bytes, dialect, {.row_bytes = limit}};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  if (size == 0) return 0;
  static const auto known = dictionary::parse(columns).value();
  auto reader = reader_of(data, size);
  std::uint64_t number = 0;
  while (const auto *row = reader.next()) {
    if (row->number <= number) std::abort();
    number = row->number;
    for (const auto cell : row->cells)
      if (!base::is_utf8(cell)) std::abort();
  }
  auto again = reader_of(data, size);
  const auto report = dictionary::check_table(again, known, {});
  for (const auto &finding : report.groups.findings("table"))
    if (finding.code.empty() || finding.message.empty()) std::abort();
  return 0;
}
