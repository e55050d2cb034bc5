// A verified mask is of one picture, and is not kept for another.
#include <libcurate/deid/verified_mask.hpp>

curate::deid::VerifiedMask pass_on(curate::deid::VerifiedMask &verified) {
#ifdef MUST_NOT_COMPILE
  return verified;
#else
  return std::move(verified);
#endif
}
