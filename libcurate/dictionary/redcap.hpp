#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/dictionary/dictionary.hpp>
#include <libcurate/dictionary/table_reader.hpp>

namespace curate::dictionary {

/// What a REDCap data dictionary became.
struct RedcapImport {
  Dictionary dictionary;
  Findings findings; ///< what could not be taken over, the row as the place; codes REDCAP-...
};

/// A REDCap data dictionary (CSV of 18 columns, by their long or short names): types and ranges,
/// choices as Levels, checkboxes as one column per choice, identifiers, required fields, and
/// branching logic as Rules. Throws InputError when the table has not the columns of one. Source:
/// REDCap's Data Dictionary tutorial.
RedcapImport import_redcap(TableReader &table);

} // namespace curate::dictionary
