#pragma once

#include <libcurate/validation/dataset_check.hpp>

namespace curate::validation {

/// Whether IntendedFor names files that are there, and B0FieldSource fields that some image of the
/// subject gives by B0FieldIdentifier.
void check_links(const Dataset &dataset, const Folder &subject, const Items &own,
                 const Items &above, Notes &notes);

} // namespace curate::validation
