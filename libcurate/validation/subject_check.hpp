#pragma once

#include <libcurate/validation/dataset_check.hpp>

namespace curate::validation {

/// Checks all that lies below the folder of a subject: names, sidecars, links, images, tables.
/// `above` are the files of the dataset's own folder; sidecars of it that are inherited from get
/// marked.
void check_subject(const Dataset &dataset, const Folder &folder, Items &above, Notes &notes,
                   Counts &counts);

} // namespace curate::validation
