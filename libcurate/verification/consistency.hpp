#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/verification/contents.hpp>
#include <libcurate/verification/description.hpp>

namespace curate::verification {

/// Whether the texts of a release say the same of it as RELEASE.json: VERIFY-LICENSE-MISSING,
/// VERIFY-LICENSE (another licence), VERIFY-DOI and VERIFY-VERSION, with the file that differs.
/// Looks into LICENSE, dataset_description.json, CHANGES and CITATION.cff.
Findings check_consistency(const Contents &contents, const Description &description);

} // namespace curate::verification
