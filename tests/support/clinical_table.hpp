#pragma once

#include <libcurate/base/fs.hpp>

namespace curate::support {

/// Writes as-it-came.csv (with deliberate mistakes), mistakes.tsv (which they are),
/// corrected.csv of the six people of the sample study, and dictionary.json, which says what their
/// columns mean.
void write_clinical_tables(const fs::path &folder);

} // namespace curate::support
