#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/column_guess.hpp>
#include <libcurate/dictionary/plain_value.hpp>

namespace curate::dictionary {

namespace {

constexpr std::size_t most_levels = 20;
constexpr std::size_t most_hashes = 100'000;
constexpr std::size_t longest_level = 40;
// Nine of ten: a column of numbers may have a few mistakes, which the check will then name.
constexpr double most = 0.9;

// Source: codes of missing values that SPSS, SAS and REDCap users choose by habit.
constexpr std::array<double, 17> codes{-7,    -8, -9, -77, -88, -99, -777, -888, -999,
                                       -9999, 77, 88, 99,  777, 888, 999,  9999};
constexpr std::array<std::string_view, 14> words{"n/a", "na",   "nan",       "null",    ".",
                                                 "-",   "--",   "?",         "unknown", "missing",
                                                 "nd",  "#n/a", "unbekannt", "k.a."};

} // namespace

void ColumnGuess::Range::add(double value) {
  minimum = has_any ? std::min(minimum, value) : value;
  maximum = has_any ? std::max(maximum, value) : value;
  has_any = true;
}

void ColumnGuess::see_number(double value) {
  ++numbers_;
  if (value == std::trunc(value)) ++integers_;
  if (value * 2 == std::trunc(value * 2)) ++halves_;
  if (std::ranges::find(codes, value) != codes.end())
    ++codes_[value];
  else
    range_.add(value);
}

void ColumnGuess::see(std::string_view cell) {
  cell = base::trim(cell);
  if (cell.empty()) return;
  const std::string folded = base::lower(cell.substr(0, longest_level));
  if (std::ranges::find(words, std::string_view(folded)) != words.end()) {
    if (words_.size() < most_levels) ++words_[std::string(cell)];
    return;
  }
  ++values_;
  if (const auto number = base::to_double(cell))
    see_number(*number);
  else if (is_day(cell))
    ++days_;
  else if (is_time(cell))
    ++times_;
  else if (is_day_and_time(cell))
    ++days_and_times_;
  else if (folded == "true" || folded == "false")
    ++truths_;
  else if (cell.size() > longest_level || std::ranges::count(cell, ' ') > 3)
    ++sentences_;
  if (are_few_ && cell.size() <= longest_level) few_.emplace(cell);
  if (few_.size() > most_levels + codes.size()) {
    are_few_ = false;
    few_.clear();
  }
  if (!may_be_unique_) return;
  may_be_unique_ =
      seen_.insert(std::hash<std::string_view>()(cell)).second && seen_.size() < most_hashes;
  if (!may_be_unique_) seen_.clear();
}

Type ColumnGuess::type() const {
  const auto is_most = [&](std::uint64_t count) {
    return static_cast<double>(count) >= most * static_cast<double>(values_);
  };
  if (values_ == 0) return Type::unstated;
  if (is_most(integers_) && integers_ == numbers_) return Type::integer;
  if (is_most(numbers_)) return Type::number;
  if (is_most(days_)) return Type::date;
  if (is_most(times_)) return Type::time;
  if (is_most(days_and_times_)) return Type::datetime;
  if (is_most(truths_)) return Type::boolean;
  return sentences_ > 0 ? Type::text : Type::string;
}

std::optional<std::set<std::string>> ColumnGuess::few_values() const {
  if (!are_few_) return std::nullopt;
  return few_;
}

bool ColumnGuess::has_levels(Type type) const {
  if (!are_few_ || few_.size() > most_levels || few_.empty()) return false;
  if (type == Type::string) return few_.size() <= 5 || values_ >= 2 * few_.size();
  // 0 and 1, or 1 to 3, again and again, are codes rather than counts.
  return type == Type::integer && few_.size() <= 3 && values_ >= 10;
}

void ColumnGuess::add_limits(Variable &variable, Type type) const {
  Range range = range_;
  for (const auto &[code, count] : codes_) {
    const bool stands_out =
        !range_.has_any || (code < 0 ? range_.minimum >= 0 : code > 1.5 * range_.maximum);
    if (stands_out && range_.has_any)
      variable.missing.push_back({base::shortest(code), "not known"});
    else
      range.add(code);
  }
  if (!range.has_any) return;
  variable.minimum = range.minimum;
  variable.maximum = range.maximum;
  if (type == Type::number && halves_ == numbers_ && numbers_ > 4) variable.step = 0.5;
  // A step is counted from the minimum; it has to lead to the maximum.
  if (variable.step && std::fmod(range.maximum - range.minimum, *variable.step) != 0)
    variable.step.reset();
}

Variable ColumnGuess::guess() const {
  Variable made;
  made.type = type();
  for (const auto &[word, count] : words_)
    if (word != "n/a") made.missing.push_back({word, "not known"});
  if (made.type == Type::integer || made.type == Type::number) add_limits(made, made.type);
  if (has_levels(made.type)) {
    for (const std::string &value : few_) {
      const bool is_missing =
          std::ranges::find(made.missing, value, &MissingCode::code) != made.missing.end();
      if (!is_missing) made.levels.push_back({value, {}, {}});
    }
    made.minimum.reset();
    made.maximum.reset();
    made.step.reset();
  }
  made.unique = may_be_unique_ && values_ > 4 && made.levels.empty() &&
                (made.type == Type::string || made.type == Type::integer);
  return made;
}

} // namespace curate::dictionary
