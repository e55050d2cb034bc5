#include <libcurate/volume/names.hpp>

namespace curate::volume {

std::string_view name_of(dicom::Manufacturer manufacturer) {
  switch (manufacturer) {
  case dicom::Manufacturer::unknown:
    return "";
  case dicom::Manufacturer::siemens:
    return "Siemens";
  case dicom::Manufacturer::ge:
    return "GE";
  case dicom::Manufacturer::philips:
    return "Philips";
  case dicom::Manufacturer::toshiba:
    return "Toshiba";
  case dicom::Manufacturer::canon:
    return "Canon";
  case dicom::Manufacturer::uih:
    return "UIH";
  case dicom::Manufacturer::hitachi:
    return "Hitachi";
  case dicom::Manufacturer::bruker:
    return "Bruker";
  case dicom::Manufacturer::hyperfine:
    return "Hyperfine";
  case dicom::Manufacturer::mediso:
    return "Mediso";
  }
  return {};
}

std::string_view name_of(dicom::Modality modality) {
  switch (modality) {
  case dicom::Modality::other:
    return "";
  case dicom::Modality::mr:
    return "MR";
  case dicom::Modality::ct:
    return "CT";
  case dicom::Modality::pt:
    return "PT";
  case dicom::Modality::sc:
    return "SC";
  }
  return {};
}

} // namespace curate::volume
