// A clean series cannot be copied and then changed.
#include <libcurate/deid/clean_series.hpp>
#include <utility>

curate::deid::CleanSeries pass_on(curate::deid::CleanSeries &series) {
#ifdef MUST_NOT_COMPILE
  return series;
#else
  return std::move(series);
#endif
}
