#pragma once

#include <libcurate/bids/tsv.hpp>
#include <libcurate/json/value.hpp>
#include <libcurate/release/labels.hpp>
#include <set>
#include <string>
#include <vector>

namespace curate::release {

/// Whose rows a table keeps, and which columns.
struct Cut {
  std::set<std::string> people;       ///< labels of who may be in it
  std::set<std::string> without_data; ///< of those: whose cells are left empty but for the keys
  std::vector<std::string> variables; ///< columns besides the keys; empty: all
};

/// Columns by which rows are known: participant_id, session_id, filename, acq_time.
bool is_key(const std::string &column);

/// The rows of who may be in it, under the labels that leave, sorted; cut to the columns. The first
/// column is participant_id; a table without it keeps no row.
bids::Tsv cut_people(const bids::Tsv &table, const Cut &cut, const Labels &labels);

/// A table of one person's sessions or scans: the rows whose key (session_id, or filename below the
/// table's folder) is kept; cut to the columns; cells with labels rewritten.
bids::Tsv cut_rows(const bids::Tsv &table, const std::string &key,
                   const std::set<std::string> &kept, const Cut &cut, bool has_data,
                   const Labels &labels);

/// A data dictionary without the columns that are left out.
json::Value cut_dictionary(const json::Value &dictionary, const std::vector<std::string> &columns);

} // namespace curate::release
