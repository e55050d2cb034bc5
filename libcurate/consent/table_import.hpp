#pragma once

#include <functional>
#include <libcurate/base/fs.hpp>
#include <libcurate/consent/ledger.hpp>
#include <libcurate/dictionary/table_reader.hpp>
#include <optional>
#include <set>
#include <string>

namespace curate::consent {

/// Gives the label, without "sub-", of an original id.
using LabelOf = std::function<Result<std::string>(std::string_view original_id)>;

/// Which table of consents is recorded, and by whom.
struct TableImport {
  fs::path table;
  std::string id_column; ///< of original ids; empty: the column participant_id holds labels
  std::string by;
  bool is_dry_run = false;
};

/// What became of it.
struct ImportOutcome {
  bool is_refused = false; ///< there are errors: nothing was recorded
  std::size_t rows = 0, added = 0, unchanged = 0;
  std::set<std::string> subjects; ///< labels
  Findings findings; ///< each names a column and all rows that are wrong in the same way
};

/// Records the consents of a table, all of them or none: one row a consent, with the columns of
/// `template_text`. Rows that are recorded already add nothing. A finding names row and column,
/// never what stands there. Memory: the table. Throws InputError when it cannot be read.
ImportOutcome import_table(Ledger &ledger, const TableImport &request, const LabelOf &label_of);

/// A table to be filled in: the header and one row as an example, which is to be replaced.
std::string template_text(dictionary::Dialect dialect);
/// What the columns mean, one a line.
std::string template_meanings();

} // namespace curate::consent
