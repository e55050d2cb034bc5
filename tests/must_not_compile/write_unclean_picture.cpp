// bids::write takes a clean volume and nothing else.
#include <libcurate/bids/dataset.hpp>

bool works(const curate::volume::CleanVolume &clean, const curate::volume::Voxels &voxels,
           const curate::bids::Entities &name) {
#ifdef MUST_NOT_COMPILE
  (void)clean;
  return curate::bids::write(voxels, name, "dataset").has_value();
#else
  (void)voxels;
  return curate::bids::write(clean, name, "dataset").has_value();
#endif
}
