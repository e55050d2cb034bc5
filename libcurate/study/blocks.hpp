#pragma once

#include <libcurate/study/database.hpp>
#include <map>
#include <set>
#include <string>

namespace curate::study {

/// Who may not come back with the next batch: keyed tokens only (of a person's id, or of a label),
/// each with the level of the withdrawal that put it there. The database outlives it.
class Blocks {
public:
  explicit Blocks(Database &database) : database_(database) {}

  /// Token → level.
  std::map<std::string, std::string> all() const;
  /// Adds what is not there; the first entry stays.
  void add(const std::set<std::string> &tokens, const std::string &level);
  /// After a new consent.
  void remove(const std::set<std::string> &tokens);

private:
  Database &database_;
};

} // namespace curate::study
