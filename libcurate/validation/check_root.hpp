#pragma once

#include <libcurate/validation/dataset_check.hpp>

namespace curate::validation {

/// Checks what lies in the dataset's own folder and in folders that are no subject's; takes what is
/// inherited into `above`.
void check_root(const Dataset &dataset, Items &above, Notes &notes, Counts &counts);

/// Says which sidecars of the dataset's own folder no file inherits from; after all subjects.
void check_root_orphans(const Dataset &dataset, const Items &above, Notes &notes);

/// The folders of subjects.
std::vector<const Folder *> subjects_of(const Tree &tree);

} // namespace curate::validation
