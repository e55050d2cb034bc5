// Tables of any bytes, in both dialects, given in pieces of a size that the bytes choose, with a
// small limit of the row.

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/table_reader.hpp>

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = data[0] % 64U + 1;
  const auto dialect = (data[0] & 0x80U) != 0 ? dictionary::Dialect::tsv : dictionary::Dialect::csv;
  const std::size_t limit = (data[0] & 0x40U) != 0 ? 20 : 1 << 20;
  const unsigned char *at = data + 1, *const end = data + size;
  dictionary::TableReader reader(
      [&](std::span<char> buffer) {
        const auto left = static_cast<std::size_t>(end - at);
        const std::size_t count = std::min({buffer.size(), piece, left});
        std::memcpy(buffer.data(), at, count);
        at += count;
        return count;
      },
      dialect, {.row_bytes = limit});
  std::uint64_t number = 0;
  while (const auto *row = reader.next()) {
    if (row->number <= number) std::abort();
    number = row->number;
    for (const auto cell : row->cells)
      if (!base::is_utf8(cell)) std::abort();
  }
  return 0;
}
