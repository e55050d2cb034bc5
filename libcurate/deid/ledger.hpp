#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace curate::deid {

/// What became of a field of the header.
enum class Action { kept, scrubbed, emptied, shifted, replaced, folded, removed };

/// "kept", "scrubbed", ...
std::string_view name_of(Action action);

/// What was done to a series, field by field: names and counts, never values.
class Ledger {
public:
  void add(std::string_view field, Action action, std::size_t count = 1);
  /// Field and action → how often; sorted by both.
  const std::map<std::pair<std::string, Action>, std::size_t> &entries() const { return entries_; }
  void merge(const Ledger &other);

private:
  std::map<std::pair<std::string, Action>, std::size_t> entries_;
};

} // namespace curate::deid
