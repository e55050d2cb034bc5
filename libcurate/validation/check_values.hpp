#pragma once

#include <libcurate/dictionary/dictionary.hpp>
#include <libcurate/validation/dataset_check.hpp>

namespace curate::validation {

/// Holds the values of a table to the dictionary beside it (the .json at `dictionary_path`; empty:
/// none) and to the one that was given for all tables. The form of the table is not its matter.
void check_values(const Dataset &dataset, const std::string &path,
                  const std::string &dictionary_path, Notes &notes);

} // namespace curate::validation
