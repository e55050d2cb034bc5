// A header holds identity: it can be moved on, never copied.
#include <libcurate/dicom/header.hpp>
#include <utility>

curate::dicom::Header pass_on(curate::dicom::Header &header) {
#ifdef MUST_NOT_COMPILE
  return header;
#else
  return std::move(header);
#endif
}
