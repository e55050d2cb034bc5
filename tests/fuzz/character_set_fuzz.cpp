// Texts in every character set, and in those that none names. The first line names the sets.

#include <libcurate/dicom/character_set.hpp>
#include <string>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char *>(data), size);
  const std::size_t end = std::min(all.find('\n'), all.size());
  const std::string sets(all.substr(0, end));
  const std::string text(all.substr(std::min(end + 1, all.size())));
  (void)dicom::to_utf8(text, sets);
  (void)dicom::is_plain_ascii(text);
  return 0;
}
