#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/age.hpp>
#include <libcurate/dictionary/cell_check.hpp>
#include <libcurate/dictionary/diagnose.hpp>
#include <libcurate/dictionary/limits.hpp>
#include <libcurate/dictionary/plain_value.hpp>

#include <algorithm>
#include <cmath>

namespace curate::dictionary {

namespace {

using expression::Value;

CellVerdict bad(Fault fault) {
  return {{}, fault, false};
}

} // namespace

CellCheck::CellCheck(const Variable *variable, bool is_tsv) : variable_(variable), is_tsv_(is_tsv) {
  if (variable == nullptr) return;
  is_age_ = is_age(*variable);
  is_number_ = is_of_numbers(*variable);
  for (const Level &level : variable->levels) {
    levels_.insert(level.code);
    const std::string folded = base::lower(level.code);
    longest_code_ = std::max(longest_code_, folded.size());
    if (!folded.empty()) folded_codes_.insert(folded);
    if (!level.label.empty()) folded_labels_.insert(base::lower(level.label));
    if (const auto number = plain_number(level.code)) level_numbers_.insert(*number);
  }
  if (variable->pattern.empty()) return;
  if (auto pattern = expression::Pattern::compile(variable->pattern))
    pattern_ = std::move(*pattern);
  else
    has_bad_pattern_ = true;
}

bool CellCheck::is_missing_code(std::string_view cell) const {
  if (cell == "n/a") return true;
  if (variable_ == nullptr) return false;
  return std::ranges::any_of(variable_->missing,
                             [&](const MissingCode &missing) { return missing.code == cell; });
}

CellVerdict CellCheck::check(std::string_view cell) const {
  const bool is_required = variable_ != nullptr && variable_->required;
  if (cell.empty() && is_tsv_ && !is_missing_code(cell)) return bad(Fault::empty_cell);
  if (cell.empty() || is_missing_code(cell))
    return {{}, is_required ? Fault::required_missing : Fault::none, true};
  CellVerdict verdict =
      variable_ != nullptr && !variable_->delimiter.empty() ? check_list(cell) : check_one(cell);
  if (verdict.fault == Fault::none) return verdict;
  return explained(cell, verdict);
}

// What is odd about a cell of any kind says more than that it is no number. Spaces around it are
// told only where nothing else is wrong.
CellVerdict CellCheck::explained(std::string_view cell, CellVerdict verdict) const {
  const std::string_view inner = base::trim(cell);
  if (inner.size() == cell.size()) {
    if (const Fault odd = what_is_odd(cell, is_tsv_); odd != Fault::none) return bad(odd);
    if (is_word_for_missing(cell)) return bad(Fault::missing_spelled);
    return verdict;
  }
  if (inner.empty()) return bad(Fault::empty_cell);
  if (is_missing_code(inner)) return {{}, Fault::spaces, true};
  verdict =
      variable_ != nullptr && !variable_->delimiter.empty() ? check_list(inner) : check_one(inner);
  if (verdict.fault == Fault::none) return {verdict.value, Fault::spaces, false};
  return explained(inner, verdict);
}

CellVerdict CellCheck::check_list(std::string_view cell) const {
  const std::string &delimiter = variable_->delimiter;
  bool has_spaces = false;
  for (std::size_t at = 0; at <= cell.size();) {
    const std::size_t end = std::min(cell.find(delimiter, at), cell.size());
    const std::string_view element = cell.substr(at, end - at), inner = base::trim(element);
    if (inner.empty()) return bad(Fault::list_element_empty);
    has_spaces = has_spaces || inner.size() != element.size();
    if (const auto verdict = check_one(inner); verdict.fault != Fault::none) {
      for (const char other : {',', ';', '|', '/'}) {
        const auto parts = base::split(cell, other);
        if (delimiter != std::string(1, other) && parts.size() > 1 &&
            std::ranges::all_of(parts, [this](auto part) {
              return check_one(base::trim(part)).fault == Fault::none;
            }))
          return bad(Fault::list_delimiter);
      }
      return verdict;
    }
    at = end + delimiter.size();
  }
  return {Value::string(cell), has_spaces ? Fault::list_spaces : Fault::none, false};
}

CellVerdict CellCheck::check_one(std::string_view cell) const {
  if (variable_ == nullptr) return check_word(cell);
  CellVerdict verdict;
  switch (variable_->type) {
  case Type::integer:
  case Type::number:
  case Type::unstated:
    if (!is_number_) return check_word(cell);
    verdict = check_number(cell);
    break;
  case Type::boolean:
    if (cell == "true" || cell == "false")
      verdict.value = Value::boolean(cell == "true");
    else
      return bad(why_no_boolean(cell));
    break;
  case Type::date:
    if (!is_day(cell)) return bad(why_no_date(cell, Type::date));
    verdict.value = Value::string(cell);
    break;
  case Type::time:
    if (!is_time(cell)) return bad(why_no_date(cell, Type::time));
    verdict.value = Value::string(cell);
    break;
  case Type::datetime:
    if (!is_day_and_time(cell)) return bad(why_no_date(cell, Type::datetime));
    verdict.value = Value::string(cell);
    break;
  case Type::string:
  case Type::text:
    return check_word(cell);
  }
  if (verdict.fault == Fault::none && pattern_ && !pattern_->matches_whole(cell))
    return bad(Fault::no_match);
  return verdict;
}

CellVerdict CellCheck::check_number(std::string_view cell) const {
  const auto number = plain_number(cell);
  if (is_age_ && cell == oldest_age) return {Value::number(oldest_age_years), Fault::none, false};
  // Levels of a number are codes beside the numbers of its range.
  if (!levels_.empty()) {
    if (levels_.contains(cell))
      return {number ? Value::number(*number) : Value::string(cell), Fault::none, false};
    if (!number || (!variable_->minimum && !variable_->maximum)) {
      const Fault fault = number ? level_fault(cell) : why_no_number(cell);
      return bad(fault);
    }
  }
  if (!number) return bad(why_no_number(cell));
  if (variable_->type == Type::integer) {
    if (*number != std::trunc(*number)) return bad(Fault::not_whole);
    if (cell.find_first_of(".eE") != std::string_view::npos)
      return bad(is_shortened_code(cell) ? Fault::scientific : Fault::whole_with_point);
  }
  if (variable_->minimum && *number < *variable_->minimum) return bad(Fault::too_small);
  if (variable_->maximum && *number > *variable_->maximum) return bad(Fault::too_large);
  if (!is_on_step(*variable_, *number)) return bad(Fault::off_step);
  if (is_shortened_code(cell)) return {Value::number(*number), Fault::scientific, false};
  return {Value::number(*number), Fault::none, false};
}

CellVerdict CellCheck::check_word(std::string_view cell) const {
  if (!levels_.empty())
    return levels_.contains(cell) ? CellVerdict{Value::string(cell), Fault::none, false}
                                  : bad(level_fault(cell));
  if (const Fault odd = what_is_odd(cell, is_tsv_); odd != Fault::none) return bad(odd);
  if (pattern_ && !pattern_->matches_whole(cell))
    return bad(is_shortened_code(cell) ? Fault::code_as_number : Fault::no_match);
  // Of a variable nobody described, a number is a number: rules would compare it.
  if (variable_ != nullptr && variable_->type == Type::string && is_shortened_code(cell))
    return bad(Fault::code_as_number);
  if (base::trim(cell).size() != cell.size()) return bad(Fault::spaces);
  if (is_word_for_missing(cell)) return bad(Fault::missing_spelled);
  return {Value::string(cell), Fault::none, false};
}

Fault CellCheck::level_fault(std::string_view cell) const {
  const std::string small = base::lower(base::trim(cell));
  const auto number = plain_number(cell);
  const auto padded = base::to_double(cell);
  if (folded_codes_.contains(small)) return Fault::level_case;
  if (folded_labels_.contains(small)) return Fault::level_label;
  const auto is_level_number = [this](const std::optional<double> &value) {
    return value && std::isfinite(*value) && level_numbers_.contains(*value);
  };
  if (is_level_number(number) || is_level_number(padded)) return Fault::level_as_number;
  constexpr std::string_view behind_code = " ,;/|(+&?*=:";
  const std::string_view text = small;
  for (auto at = text.find_first_of(behind_code); at <= longest_code_ && at < text.size();
       at = text.find_first_of(behind_code, at + 1))
    if (folded_codes_.contains(text.substr(0, at))) return Fault::level_with_more;
  return is_number_ && !number ? Fault::no_number : Fault::no_level;
}

} // namespace curate::dictionary
