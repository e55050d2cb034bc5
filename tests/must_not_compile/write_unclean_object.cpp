// What writes DICOM takes a clean object and nothing else.
#include <libcurate/deid/write_object.hpp>

#ifdef MUST_NOT_COMPILE
std::string write(const curate::dicom::Header &object) {
#else
std::string write(const curate::deid::CleanObject &object) {
#endif
  return curate::deid::write(object, "object.dcm", curate::base::Overwrite::no);
}
