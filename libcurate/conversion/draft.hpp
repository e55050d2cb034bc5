#pragma once

#include <libcurate/conversion/survey.hpp>

namespace curate::conversion {

/// Writes naming rules drafted from a survey, and tells of it: RULES-DRAFTED with how many rules
/// give a name, skip and leave. Throws SystemError, also where the file is there already: it may
/// have been edited.
Finding write_draft(const Survey &survey, const fs::path &file);

} // namespace curate::conversion
