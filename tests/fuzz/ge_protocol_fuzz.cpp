// GE's protocol block and User Defined Data. The first byte says whether the rest is the block
// itself, the text within it (which random bytes never are, packed), or User Defined Data.

#include <libcurate/archive/gzip.hpp>
#include <libcurate/dicom/ge.hpp>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

namespace {

void read(std::span<const std::byte> block) {
  const auto protocol = dicom::ge::Protocol::parse(block);
  if (!protocol) return;
  for (const char *key :
       {"PSEQ", "SLICEORDER", "IOPT", "BPMODE", "PHASEREMAP", "MBACCEL", "", "B"}) {
    (void)protocol->text(key);
    (void)protocol->number(key);
  }
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  if (size == 0) return 0;
  const auto rest = fuzz::bytes_of(data, size).subspan(1);
  if (data[0] % 3 == 0) {
    read(rest);
  } else if (data[0] % 3 == 1) {
    auto block = archive::gzip(rest, 1);
    std::vector<std::byte> length;
    for (unsigned shift = 0; shift < 32; shift += 8)
      length.push_back(static_cast<std::byte>(block.size() >> shift));
    block.insert(block.begin(), length.begin(), length.end());
    read(block);
  } else {
    (void)dicom::ge::is_polarity_unflipped(rest);
  }
  return 0;
}
