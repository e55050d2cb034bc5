#pragma once

#include "tests/support/people.hpp"
#include <string>
#include <vector>

namespace curate::support {

/// A value in the headers that identifies somebody.
struct Planted {
  std::string value{}; ///< UTF-8
  std::string
      kind{}; ///< name, id, date, address, telephone, staff, institution, device, free_text, uid
  std::string where{}; ///< tags that hold it
};

/// Everything identifying about these people and their scanners, without repetition, sorted.
/// Words that everybody uses are not in it, nor scanner models and protocol vocabulary.
std::vector<Planted> planted_values(const std::vector<Person> &people, int visits);

/// As a table: value, kind, where; tab-separated with a header line.
std::string planted_table(const std::vector<Planted> &planted);

} // namespace curate::support
