// A clean object is moved, never copied: what it shows of pixels belongs to one owner.
#include <libcurate/deid/clean_object.hpp>

curate::deid::CleanObject passed_on(curate::deid::CleanObject &object) {
#ifdef MUST_NOT_COMPILE
  return object;
#else
  return std::move(object);
#endif
}
