// One JPEG or JPEG-LS frame of a small picture.

#include <libcurate/dicom/jpeg.hpp>
#include <libcurate/dicom/pixels.hpp>
#include <vector>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  fuzz::Picture picture = fuzz::picture_of(fuzz::bytes_of(data, size));
  // A stream of another size is refused before it is decoded: the picture is taken to have its
  // size.
  const auto header = dicom::read_jpeg_header(picture.value);
  if (header && header->rows <= 64 && header->columns <= 64 && picture.syntax % 2 == 1) {
    picture.format.rows = header->rows;
    picture.format.columns = header->columns;
    picture.format.samples_per_pixel = header->components;
  }
  const auto length = dicom::frame_size_bytes(picture.format);
  // As `decode` does: neither single bits nor floating point are compressed.
  if (!length || picture.format.bits_allocated == 1 || picture.format.is_float) return 0;
  std::vector<std::byte> out(*length);
  (void)dicom::decode_jpeg(picture.value, picture.format, out);
  return 0;
}
