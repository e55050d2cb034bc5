#pragma once

#include "tests/support/people.hpp"
#include "tests/support/planted.hpp"
#include <libcurate/base/fs.hpp>
#include <vector>

namespace curate::support {

/// What of the sample study is made.
struct StudyOptions {
  bool small = false; ///< coarse heads, 4 mm pictures, few volumes: for tests
  std::vector<int> people{1, 2, 3, 4, 5, 6}; ///< by number
  int visits = 2;                            ///< 1 or 2
  unsigned jobs = 2;                         ///< visits made at once; the bytes are the same
};

/// Makes the sample study: dicom/, clinical/ and planted.tsv below `folder`. The same options give
/// the same bytes. Files of the same names are replaced. See docs/sample-study.md.
/// Throws std::runtime_error when something cannot be written.
void make_study(const fs::path &folder, const StudyOptions &options = {});

/// The small study most tests want: person 1 (Siemens) and person 4 (GE), two visits.
StudyOptions small_study();

} // namespace curate::support
