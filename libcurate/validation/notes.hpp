#pragma once

#include <libcurate/base/finding.hpp>
#include <map>
#include <string>
#include <string_view>

namespace curate::validation {

/// Findings as they are made. Of one code only the first `kept_of_a_code` are kept, the others
/// counted.
class Notes {
public:
  static constexpr std::size_t kept_of_a_code = 1000;

  /// Adds a finding of one of `all_codes`. `detail` is what was expected there, put behind the
  /// message; `remedy` replaces the rule's own where it is not empty.
  void add(std::string_view code, std::string file, std::string place = {}, std::string detail = {},
           std::string remedy = {});
  /// Adds one that another room made.
  void add(Finding finding);
  /// Adds all of another.
  void add(Notes &&others);

  const Findings &findings() const { return findings_; }
  /// How many there were of each code, kept or not.
  const std::map<std::string, std::size_t> &counted() const { return counted_; }

private:
  Findings findings_;
  std::map<std::string, std::size_t> counted_;
};

} // namespace curate::validation
