#include <algorithm>
#include <libcurate/base/within.hpp>

namespace curate::base {

bool lies_within(const fs::path &inner, const fs::path &outer) {
  const fs::path below = fs::weakly_canonical(inner), top = fs::weakly_canonical(outer);
  return std::mismatch(top.begin(), top.end(), below.begin(), below.end()).first == top.end();
}

} // namespace curate::base
