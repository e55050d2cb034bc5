// One RLE frame of a small picture.

#include <libcurate/dicom/pixels.hpp>
#include <libcurate/dicom/rle.hpp>
#include <vector>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  const fuzz::Picture picture = fuzz::picture_of(fuzz::bytes_of(data, size));
  const auto length = dicom::frame_size_bytes(picture.format);
  // As `decode` does: neither single bits nor floating point are compressed.
  if (!length || picture.format.bits_allocated == 1 || picture.format.is_float) return 0;
  std::vector<std::byte> out(*length);
  (void)dicom::decode_rle(picture.value, picture.format, out);
  return 0;
}
