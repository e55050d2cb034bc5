#pragma once

#include <cstddef>
#include <functional>

namespace curate::parallel {

/// Calls `work(index)` once for every index below `count`, by at most `jobs` threads, the caller's
/// among them; with one job in rising order. Returns when all are done. When calls throw, no new
/// one is begun and one of the exceptions is thrown on; with one job the first. May be nested:
/// inner calls use no threads beyond those of `jobs`.
void for_each(unsigned jobs, std::size_t count, const std::function<void(std::size_t)> &work);

} // namespace curate::parallel
