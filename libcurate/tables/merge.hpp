#pragma once

#include <libcurate/bids/tsv.hpp>
#include <set>
#include <string>

namespace curate::tables {

/// How many rows were new, changed, or as they were.
struct Merged {
  bids::Tsv table;
  std::size_t added = 0, updated = 0, unchanged = 0;
};

/// A table with the rows of another in it, by their first `keys` columns, which both begin with:
/// its columns are put behind those that are there, its cells replace those of the same row, and
/// every other row and column stays. Rows are sorted by their keys.
Merged merge(bids::Tsv before, const bids::Tsv &more, std::size_t keys);

} // namespace curate::tables
