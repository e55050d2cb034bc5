// Only room face makes a verified mask, after it looked again: voxels alone are none.
#include <libcurate/deid/verified_mask.hpp>

curate::deid::VerifiedMask mask_of(curate::deid::VerifiedMask &verified) {
#ifdef MUST_NOT_COMPILE
  return curate::deid::VerifiedMask(verified.size(), verified.index_to_ras_mm(), {1}, true);
#else
  return std::move(verified);
#endif
}
