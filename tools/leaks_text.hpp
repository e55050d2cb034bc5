#pragma once

#include "tools/options.hpp"
#include <iosfwd>
#include <libcurate/deid/options.hpp>
#include <libcurate/leaks/needles.hpp>
#include <libcurate/leaks/tree.hpp>

namespace curate::tools {

/// What `leaks` has to tell.
struct LeaksResult {
  const leaks::TreeReport &tree;
  const Findings &findings;
  const std::array<leaks::Counted, leaks::kind_count> &counted;
  std::size_t spellings = 0, originals = 0;
};

/// The words of --option that retain something.
std::vector<std::string> retaining_words();
deid::Options retained_of(const std::vector<std::string> &words);

/// A table of hits, what could not be searched, and what was.
void print_leaks(std::ostream &out, const LeaksResult &result, const Common &common);
/// JSON Lines: a hit each, then findings, then {"summary": ...}.
void print_leaks_json(std::ostream &out, std::ostream &err, const LeaksResult &result,
                      const Common &common);

} // namespace curate::tools
