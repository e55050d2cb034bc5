#include <libcurate/dicom/registered_uid.hpp>

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcuid.h>
#include <string>

namespace curate::dicom {

bool is_registered_uid(std::string_view uid) {
  constexpr std::string_view root = "1.2.840.10008.";
  return uid.starts_with(root) && dcmFindNameOfUID(std::string(uid).c_str()) != nullptr;
}

} // namespace curate::dicom
