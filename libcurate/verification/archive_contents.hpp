#pragma once

#include <libcurate/verification/contents.hpp>

namespace curate::verification {

/// As `read_contents`, of an archive; not sorted.
Contents read_archive(const fs::path &archive, unsigned jobs, const ReadProgress &progress);

} // namespace curate::verification
