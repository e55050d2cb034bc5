#pragma once

#include <libcurate/validation/dataset_check.hpp>

namespace curate::validation {

/// participants.tsv, samples.tsv and the tables of phenotype/: form, columns, keys.
void check_root_tables(const Dataset &dataset, Notes &notes, Counts &counts);

/// The tables of a subject: sessions, scans, events and all others.
void check_subject_tables(const Dataset &dataset, const Folder &subject, const Items &own,
                          const Items &above, Notes &notes, Counts &counts);

} // namespace curate::validation
