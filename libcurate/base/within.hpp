#pragma once

#include <libcurate/base/fs.hpp>

namespace curate::base {

/// Whether a path is a folder or lies below it, links followed; either need not exist.
bool lies_within(const fs::path &inner, const fs::path &outer);

} // namespace curate::base
