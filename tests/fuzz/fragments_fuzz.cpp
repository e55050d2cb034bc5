// The pieces of an encapsulated picture. The first byte says how many frames there should be, the
// second how many offsets of an extended table come next.

#include <libcurate/dicom/fragments.hpp>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  if (size < 2) return 0;
  auto rest = fuzz::bytes_of(data, size).subspan(2);
  const std::uint32_t frames = data[0];
  std::vector<std::uint64_t> offsets;
  for (int i = 0; i < data[1] % 8 && rest.size() >= 2; ++i) {
    offsets.push_back(std::to_integer<std::uint64_t>(rest[0]) +
                      256 * std::to_integer<std::uint64_t>(rest[1]));
    rest = rest.subspan(2);
  }
  const auto fragments = dicom::Fragments::parse(rest, frames, offsets);
  if (!fragments) return 0;
  for (std::uint32_t i = 0; i <= frames; ++i) {
    const auto pieces = fragments->frame(i);
    if (!pieces) continue;
    std::vector<std::byte> storage;
    (void)dicom::joined(*pieces, storage);
  }
  return 0;
}
