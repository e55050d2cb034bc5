#pragma once

#include <libcurate/validation/tree.hpp>
#include <set>
#include <string>

namespace curate::validation {

/// The files of a dataset that a list of digests (lines as sha256sum writes them, paths below the
/// dataset) does not have, or has otherwise. Throws InputError where the list cannot be read.
std::set<std::string, std::less<>> changed_files(const Tree &tree, const fs::path &manifest,
                                                 unsigned jobs);

} // namespace curate::validation
