#pragma once

#include <libcurate/dictionary/dictionary.hpp>
#include <string>

namespace curate::dictionary {

/// A dictionary for a person to read: one paragraph per variable.
std::string page_of(const Dictionary &dictionary);

} // namespace curate::dictionary
