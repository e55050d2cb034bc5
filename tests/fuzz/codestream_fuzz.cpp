// Compressed frames and fragments freed of what is no picture: for every coding, from its own bytes
// and behind the bytes by which inputs of other programs begin. What was freed once stays as it is.

#include <algorithm>
#include <cstdlib>
#include <libcurate/deid/codestream.hpp>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

namespace {

void ensure(bool is_so) {
  if (!is_so) std::abort();
}

void frame(std::span<const std::byte> bytes) {
  using enum dicom::PixelCoding;
  for (const auto coding : {rle, jpeg, jpeg_lossless, jpeg_ls, jpeg_2000, unsupported})
    for (const std::size_t pixels : {std::size_t{0}, std::size_t{64}}) {
      const auto once = deid::strip_codestream(bytes, coding, pixels);
      if (!once || !*once) continue;
      const auto again = deid::strip_codestream(**once, coding, pixels);
      ensure(again && !*again);
    }
}

void value(std::span<const std::byte> bytes) {
  for (const char *uid : {"1.2.840.10008.1.2.5", "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.80",
                          "1.2.840.10008.1.2.4.90"})
    for (const std::size_t frames : {std::size_t{1}, std::size_t{3}}) {
      const auto syntax = *dicom::transfer_syntax_of(uid);
      const auto once = deid::strip_encapsulated(bytes, syntax, frames);
      if (!once || !*once) continue;
      const auto again = deid::strip_encapsulated(**once, syntax, frames);
      ensure(again && !*again);
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  const auto bytes = fuzz::bytes_of(data, size);
  const auto behind_format = fuzz::picture_of(bytes).value; // inputs of fuzz_jpeg and others
  const auto behind_counts = bytes.subspan(std::min<std::size_t>(2, size)); // of fuzz_fragments
  for (const auto part : {bytes, behind_format, behind_counts}) {
    frame(part);
    value(part);
  }
  return 0;
}
