#pragma once

#include <libcurate/bids/tsv.hpp>
#include <libcurate/tables/import_table.hpp>

namespace curate::tables {

/// Puts a clean table into the dataset, and the dictionary's members of its columns into the JSON
/// beside it; each file is written whole, and only where it changes. Tells in `outcome` what became
/// of it. A dry run writes nothing. Throws InputError where a file of the dataset is not what it
/// should be.
void write_table(const study::Study &study, const ImportRequest &request, const bids::Tsv &table,
                 ImportOutcome &outcome);

} // namespace curate::tables
