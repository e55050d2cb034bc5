#include <fmt/format.h>
#include <libcurate/dicom/tag.hpp>

namespace curate::dicom {

std::string to_string(Tag tag) {
  return fmt::format("({:04X},{:04X})", tag.group, tag.element);
}

} // namespace curate::dicom
