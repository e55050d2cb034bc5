#pragma once

#include <libcurate/validation/tree.hpp>
#include <set>
#include <string>

namespace curate::validation {

/// What changed in a dataset since a list of digests was made.
struct Changed {
  std::set<std::string, std::less<>> files;    ///< to look into, by path below the dataset
  std::set<std::string, std::less<>> gone;     ///< files that are not there any more
  std::set<std::string, std::less<>> subjects; ///< folders of those of which a file is gone
};

/// By a list of digests (lines as sha256sum writes them, paths below the dataset): the files that
/// it does not have, or has otherwise; where it has one that is gone, those that may have hung on
/// it: the files of its subject, or of its suffix where it lay above the subjects, and the tables
/// of people; where one is new, the tables that should list it. Throws InputError where the list
/// cannot be read.
Changed changed_files(const Tree &tree, const fs::path &manifest, unsigned jobs);

} // namespace curate::validation
