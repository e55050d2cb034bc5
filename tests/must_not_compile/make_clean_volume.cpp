// Only volume::assemble makes a clean volume.
#include <libcurate/volume/assemble.hpp>

curate::volume::CleanVolume clean(const curate::deid::CleanSeries &series,
                                  const curate::volume::Picture &picture) {
#ifdef MUST_NOT_COMPILE
  return curate::volume::CleanVolume();
#else
  return *curate::volume::assemble(series, picture);
#endif
}
