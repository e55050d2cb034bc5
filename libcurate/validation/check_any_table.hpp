#pragma once

#include <libcurate/dictionary/table_reader.hpp>
#include <libcurate/validation/validate.hpp>

namespace curate::validation {

/// A CSV that lies in a dataset, however it is quoted, delimited and encoded: its form, its values
/// by the .json beside it and the dictionary given for all tables, its people, privacy. That BIDS
/// has no such names is told elsewhere.
void check_csv(const Dataset &dataset, const std::string &path, Notes &notes);

/// A table that lies anywhere, CSV or TSV by its name: its form, its columns and values by the
/// dictionary given and the .json beside it, privacy. Of the parts of the request, variables and
/// privacy count. Throws InputError where it cannot be read.
Outcome validate_table(const Request &request);

} // namespace curate::validation
