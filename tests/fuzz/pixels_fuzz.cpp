// Pixel Data of a small picture, as it lies in a file: uncompressed and RLE in every byte order.

#include <libcurate/dicom/pixels.hpp>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  constexpr const char *syntaxes[] = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1",
                                      "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.5",
                                      "1.2.840.10008.1.2.1.99"};
  static fuzz::MemoryFile file;
  const fuzz::Picture picture = fuzz::picture_of(fuzz::bytes_of(data, size));
  const auto length = dicom::frame_size_bytes(picture.format);
  if (!length) return 0;
  file.hold(picture.value);
  auto stored = std::make_shared<const archive::Source>(archive::Source::of_file(file.path()));
  dicom::PixelSource source;
  source.file = stored;
  source.frame_count = picture.frame_count;
  source.length_bytes = picture.value.size();
  source.is_in_words = picture.is_in_words;
  source.syntax = dicom::transfer_syntax_of(syntaxes[picture.syntax % std::size(syntaxes)]).value();
  std::vector<std::byte> out(*length);
  for (std::uint32_t i = 0; i < std::min(picture.frame_count, 4U); ++i) {
    source.frame_in_file = i;
    (void)dicom::decode(source, picture.format, out);
  }
  return 0;
}
