#pragma once

#include <libcurate/verification/contents.hpp>
#include <libcurate/verification/description.hpp>
#include <string>
#include <vector>

namespace curate::verification {

/// How a release asks to be cited and acknowledged: authors (of CITATION.cff, else of
/// dataset_description.json), year, name, version and DOI in a line; then HowToAcknowledge, and
/// where more is to be read. As `shown` shows it.
std::vector<std::string> citation_in(const Contents &contents, const Description &description);

} // namespace curate::verification
