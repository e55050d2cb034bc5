#include "tests/support/parsed.hpp"

#include <stdexcept>

namespace curate::support {

dicom::Header parsed(const Elements &elements, const WriteOptions &options) {
  auto header =
      dicom::Header::parse(archive::Bytes(encode(elements, options)), dicom::Extent::whole);
  if (!header) throw std::runtime_error(header.error().code);
  return std::move(*header);
}

} // namespace curate::support
