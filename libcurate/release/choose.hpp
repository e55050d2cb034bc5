#pragma once

#include <libcurate/release/inventory.hpp>
#include <libcurate/release/people.hpp>
#include <libcurate/release/select.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace curate::release {

/// What of the dataset leaves.
struct Chosen {
  std::vector<const StudyFile *> files;                ///< pictures and what stands beside them
  std::set<std::string> people;                        ///< who is in it, by label
  std::set<std::string> with_variables;                ///< of them: whose variables may leave
  std::map<std::string, std::set<std::string>> visits; ///< sessions with files, by label
  std::map<std::string, std::size_t> left_out;         ///< people, by the clause that decided
  Findings faces;                                      ///< pictures whose face may not leave
  Findings passed_over;                                ///< files of several people that stay
};

/// Chooses by consent and selection. What stands beside a picture goes with it. A picture with its
/// face needs consent to that: where it is missing, `faces` names it and it stays. `with_rows`: who
/// has variables in a table.
Chosen choose(const Inventory &inventory, const std::vector<Person> &people,
              const std::set<std::string> &with_rows, Select &select);

} // namespace curate::release
