#pragma once

#include <cstdint>
#include <libcurate/dictionary/dictionary.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

namespace curate::dictionary {

/// Looks at the values of one column, one after the other, and guesses what they are. Memory is
/// bounded: a few values and 100,000 hashes.
class ColumnGuess {
public:
  void see(std::string_view cell);

  /// What was seen: Type, Levels or Minimum and Maximum, Step, Missing, Unique. Levels are
  /// without meaning; nothing is said of a column without values.
  Variable guess() const;

  /// The distinct values while they are few, else nothing. Codes for no value are not among them.
  std::optional<std::set<std::string>> few_values() const;

private:
  struct Range {
    double minimum = 0, maximum = 0;
    bool has_any = false;
    void add(double value);
  };
  void see_number(double value);
  Type type() const;
  void add_limits(Variable &variable, Type type) const;
  bool has_levels(Type type) const;

  std::uint64_t values_ = 0, integers_ = 0, numbers_ = 0, halves_ = 0;
  std::uint64_t days_ = 0, times_ = 0, days_and_times_ = 0, truths_ = 0, sentences_ = 0;
  Range range_;
  std::map<double, std::uint64_t> codes_;      ///< numbers that often stand for none, and how often
  std::map<std::string, std::uint64_t> words_; ///< words that stand for none
  std::set<std::string> few_;
  bool are_few_ = true;
  std::unordered_set<std::uint64_t> seen_; ///< hashes of the values
  bool may_be_unique_ = true;
};

} // namespace curate::dictionary
