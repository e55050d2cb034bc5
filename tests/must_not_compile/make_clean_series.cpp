// Only deid::apply makes a clean series, and a clean series is never made of nothing.
#include <libcurate/deid/apply.hpp>

curate::deid::CleanSeries clean(const curate::dicom::Series &series,
                                const curate::deid::Scrubber &scrubber) {
#ifdef MUST_NOT_COMPILE
  return curate::deid::CleanSeries(nullptr);
#else
  return std::move(curate::deid::apply(series, {}, nullptr, scrubber)->series);
#endif
}
