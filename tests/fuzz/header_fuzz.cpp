// Header reading: every way to parse a file, and every value asked for in every form.

#include <libcurate/dicom/header.hpp>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;
using dicom::Dataset;
using dicom::Extent;
using dicom::Header;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

namespace {

std::size_t read_all(const Header &header) {
  std::size_t sum = header.pixel_data() ? 1 : 0;
  std::vector<Dataset> todo{header.root(), header.meta()};
  for (int levels = 0; !todo.empty() && levels < 1000; ++levels) {
    const Dataset level = todo.back();
    todo.pop_back();
    for (const dicom::Element &element : level.elements()) {
      for (const std::byte b : element.value)
        sum += std::to_integer<std::size_t>(b);
      sum += level.numbers(element).size() + level.utf8(element).reveal().size();
      sum += level.terms(element.tag).size() + level.uid(element.tag).size();
      sum += level.integer(element.tag).has_value() ? 1 : 0;
      for (const Dataset &item : level.items(element))
        if (todo.size() < 1000) todo.push_back(item);
    }
    sum += level.find_private(0x0019, "SIEMENS MR HEADER", 0x0C) != nullptr ? 1 : 0;
    sum += level.character_set().size();
  }
  return sum;
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  const auto bytes = fuzz::bytes_of(data, size);
  const auto copy = [&] { return std::vector<std::byte>(bytes.begin(), bytes.end()); };
  for (const Extent extent : {Extent::whole, Extent::until_pixel_data}) {
    if (const auto header = Header::parse(archive::Bytes(copy()), extent)) read_all(*header);
  }
  if (const auto header = Header::parse_start(archive::Bytes(copy()), size + 1000))
    read_all(*header);
  return 0;
}
