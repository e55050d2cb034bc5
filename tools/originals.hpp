#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/deid/gather.hpp>
#include <libcurate/report/progress.hpp>
#include <string>
#include <vector>

namespace curate::tools {

/// What identifies people in originals.
struct Originals {
  deid::KnownValues values;
  std::size_t files = 0;
  Findings findings; ///< without paths, which are often named after people
};

/// Gathers it from folders, files and archives with DICOM in them, but for what was retained on
/// purpose. Throws InputError where there is no DICOM file.
Originals gather_originals(const std::vector<std::string> &paths, const deid::Options &retained,
                           unsigned jobs, report::Progress &bar);

} // namespace curate::tools
