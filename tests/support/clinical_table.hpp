#pragma once

#include <libcurate/base/fs.hpp>

namespace curate::support {

/// Writes as-it-came.csv (with deliberate mistakes), mistakes.tsv (which they are),
/// corrected.csv of the six people of the sample study, and dictionary.json, which says what their
/// columns mean; consents.csv, what they agreed to, and a data-use agreement.
void write_clinical_tables(const fs::path &folder);

} // namespace curate::support
