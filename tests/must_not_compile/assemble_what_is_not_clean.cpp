// volume::assemble takes a clean series, not one that was only loaded.
#include <libcurate/dicom/series.hpp>
#include <libcurate/volume/assemble.hpp>

bool works(const curate::deid::CleanSeries &clean, const curate::dicom::LoadedSeries &loaded,
           const curate::volume::Picture &picture) {
#ifdef MUST_NOT_COMPILE
  (void)clean;
  return curate::volume::assemble(loaded, picture).has_value();
#else
  (void)loaded;
  return curate::volume::assemble(clean, picture).has_value();
#endif
}
