// Only deid::apply makes a clean object: a header alone is none.
#include <libcurate/deid/object_cleaner.hpp>

curate::Result<curate::deid::CleanObject> clean(curate::archive::Bytes file,
                                                curate::deid::ObjectCleaner &cleaner) {
#ifdef MUST_NOT_COMPILE
  return curate::deid::CleanObject(
      *curate::dicom::Header::parse(std::move(file), curate::dicom::Extent::whole));
#else
  return curate::deid::apply(std::move(file), {}, cleaner);
#endif
}
