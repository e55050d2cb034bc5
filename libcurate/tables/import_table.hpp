#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/study/study.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::tables {

/// Which clinical table goes where.
struct ImportRequest {
  fs::path table;
  std::string id_column;            ///< holds the original ids
  std::string to = "participants";  ///< or "phenotype/NAME"
  std::string dictionary;           ///< its text
  std::string dictionary_name;      ///< what findings call it
  std::vector<std::string> issuers; ///< who gave the ids, as the scans' headers name them; the
                                    ///< study's site is always tried
  std::optional<fs::path> subjects; ///< a table of id and label
  bool skips_unknown = false;       ///< rows of people without scans are left out, not wrong
  bool is_dry_run = false;
};

/// What became of it.
struct ImportOutcome {
  bool is_refused = false; ///< there are errors: nothing was written
  std::string file;        ///< the table written, below the dataset
  std::size_t rows = 0, added = 0, updated = 0, unchanged = 0, skipped = 0;
  std::vector<std::string> columns; ///< that went in
  std::vector<std::string> dropped; ///< that were left out: identifying, or free text
  Findings findings;
};

/// Brings a clinical table into the study's dataset: rows get the labels of the scans, dates the
/// shift of the scans, ages of 89 and more become 89+, missing codes n/a, aliases the names of
/// their variables; identifying columns and free text are left out. The table is held to the
/// dictionary first: one error, and nothing is written. Rows are added or replaced by person (and
/// session), never doubled; columns and rows that the table does not have stay. The dictionary's
/// members go into the JSON beside it. Memory: the table. Throws UsageError for a column or a place
/// that cannot be, InputError for files that cannot be read, SystemError.
ImportOutcome import_table(const study::Study &study, const ImportRequest &request);

} // namespace curate::tables
