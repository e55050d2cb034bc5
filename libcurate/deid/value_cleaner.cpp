#include <libcurate/deid/value_cleaner.hpp>

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/date_shift.hpp>
#include <libcurate/deid/terms.hpp>
#include <libcurate/deid/value_forms.hpp>
#include <libcurate/dicom/character_set.hpp>
#include <libcurate/dicom/registered_uid.hpp>

namespace curate::deid {

namespace {

using dicom::Element;
using dicom::Vr;

constexpr std::size_t most_remembered = 16384;
constexpr std::size_t longest_remembered_bytes = 4096;
constexpr std::size_t longest_read_bytes = std::size_t{1} << 16;
constexpr std::size_t shortest_telling = 2;
constexpr int most_plain_digits = 7;
constexpr int searched_digits = 6;

std::string_view chars_of(const Element &element) {
  return {reinterpret_cast<const char *>(element.value.data()), element.value.size()};
}

std::span<const std::byte> bytes_of(const std::string &text) {
  return std::as_bytes(std::span(text));
}

Action action_of(std::string_view before, std::string_view after, Action when_changed) {
  if (after.empty()) return Action::emptied;
  return base::trim(before) == after ? Action::kept : when_changed;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Digits before the point or exponent; nothing where the text is no number.
std::optional<int> whole_digits(std::string_view number) {
  if (!number.empty() && (number.front() == '+' || number.front() == '-')) number.remove_prefix(1);
  int whole = 0;
  std::size_t at = 0;
  while (at < number.size() && is_digit(number[at]))
    ++at, ++whole;
  bool has_digits = whole > 0;
  if (at < number.size() && number[at] == '.')
    for (++at; at < number.size() && is_digit(number[at]); ++at)
      has_digits = true;
  if (has_digits && at < number.size() && (number[at] == 'e' || number[at] == 'E')) {
    const auto exponent = base::to_integer(number.substr(at + 1));
    if (!exponent || *exponent < -40 || *exponent > 40) return {};
    at = number.size();
  }
  if (!has_digits || at != number.size() || number.size() > 32) return {};
  return whole;
}

// Private classes that are the same in every object of their kind. Source: conformance statements
// of Siemens, Philips and GE.
constexpr std::array<std::string_view, 8> private_classes = {
    "1.3.12.2.1107.5.9.1",       "1.3.46.670589.11.0.0.12.1", "1.3.46.670589.11.0.0.12.2",
    "1.3.46.670589.11.0.0.12.4", "1.3.46.670589.5.0.10",      "1.3.46.670589.5.0.11",
    "1.2.840.113619.4.26",       "1.2.840.113619.4.30"};

bool tells_of_nobody(std::string_view uid) {
  return std::ranges::find(private_classes, uid) != private_classes.end() ||
         dicom::is_registered_uid(uid);
}

bool are_uids(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return is_digit(c) || c == '.' || c == '\\' || c == '\0' || c == ' '; });
}

bool is_character_set(std::string_view text) {
  for (const std::string_view lead : {"ISO_IR ", "ISO 2022 IR "})
    if (text.starts_with(lead) && text.size() <= lead.size() + 3)
      return std::ranges::all_of(text.substr(lead.size()), is_digit);
  return text == "GB18030" || text == "GBK";
}

} // namespace

ValueCleaner::ValueCleaner(const Pseudonyms &pseudonyms, std::string label,
                           const Scrubber &scrubber)
    : pseudonyms_(pseudonyms), label_(std::move(label)), shift_days_(pseudonyms.shift_days(label_)),
      scrubber_(scrubber) {}

CleanedValue ValueCleaner::clean(Treatment treatment, const Element &element,
                                 const dicom::Dataset &level) {
  const bool may_go = treatment == Treatment::empty || treatment == Treatment::dummy;
  if (begin_ && may_go && is_frame_moment(element.tag)) {
    if (auto moment = relative_moment(chars_of(element), element.vr == Vr::TM, *begin_)) {
      scratch_ = std::move(*moment);
      return {Action::replaced, bytes_of(scratch_)};
    }
  }
  switch (treatment) {
  case Treatment::remove:
  case Treatment::sequence:
  case Treatment::icc_profile:
  case Treatment::private_block:
    return {};
  case Treatment::empty:
    return {Action::emptied, {}};
  case Treatment::keep:
    if (element.vr == Vr::UI && !are_uids(chars_of(element))) return {Action::emptied, {}};
    return {Action::kept, element.value};
  case Treatment::number:
    return number(element);
  case Treatment::dummy:
    scratch_ = dummy_value(element.vr, element.value.size());
    return {Action::replaced, bytes_of(scratch_)};
  case Treatment::retain:
  case Treatment::term:
  case Treatment::free_text:
  case Treatment::machine_text:
  case Treatment::code:
  case Treatment::code_scheme:
  case Treatment::date:
  case Treatment::date_kept:
  case Treatment::age:
  case Treatment::uid:
  case Treatment::label: {
    const Entry &entry = remembered(treatment, element, level);
    return {entry.action, bytes_of(entry.value)};
  }
  }
  return {};
}

const ValueCleaner::Entry &ValueCleaner::remembered(Treatment treatment, const Element &element,
                                                    const dicom::Dataset &level) {
  const std::string_view raw = chars_of(element).substr(0, longest_remembered_bytes);
  key_.assign(1, static_cast<char>(treatment));
  key_ += static_cast<char>(static_cast<unsigned>(element.vr) & 0xFF);
  key_ += static_cast<char>(static_cast<unsigned>(element.vr) >> 8 & 0xFF);
  // Of a longer one what follows is not looked at, so that its length need not be kept.
  key_ += raw.size() < element.value.size() ? '+' : '=';
  key_ += raw;
  if (!dicom::is_plain_ascii(raw)) {
    key_ += '\0';
    key_ += level.character_set();
  }
  const auto found = memory_.find(key_);
  if (found != memory_.end()) return found->second;
  if (memory_.size() >= most_remembered) memory_.clear();
  Entry entry = made(treatment, element, level);
  return memory_.emplace(key_, std::move(entry)).first->second;
}

ValueCleaner::Entry ValueCleaner::made(Treatment treatment, const Element &whole,
                                       const dicom::Dataset &level) {
  // Of a text that is longer than any person types, what follows is not looked at and not kept.
  Element element = whole;
  element.value = element.value.first(std::min(element.value.size(), longest_read_bytes));
  if (element.value.size() < whole.value.size() && treatment != Treatment::free_text &&
      treatment != Treatment::machine_text && treatment != Treatment::label)
    return {{}, Action::emptied};
  const std::string_view raw = chars_of(element);
  switch (treatment) {
  case Treatment::label:
    return {"sub-" + label_, Action::replaced};
  case Treatment::term:
    return terms(element);
  case Treatment::uid:
    return uids(element);
  case Treatment::date:
  case Treatment::date_kept:
  case Treatment::age:
    return moments(treatment, element);
  case Treatment::code:
  case Treatment::code_scheme: {
    const std::string_view code = base::trim(raw);
    const bool has_form =
        treatment == Treatment::code ? is_code_value(code) : is_coding_scheme(code);
    if (has_form && !scrubber_.holds_known(code)) return {std::string(code), Action::kept};
    return {dummy_value(element.vr, 0), Action::replaced};
  }
  case Treatment::retain:
  case Treatment::free_text:
  case Treatment::machine_text:
    return text(treatment, element, level);
  case Treatment::dummy:
  case Treatment::remove:
  case Treatment::empty:
  case Treatment::keep:
  case Treatment::number:
  case Treatment::sequence:
  case Treatment::icc_profile:
  case Treatment::private_block:
    break;
  }
  return {};
}

ValueCleaner::Entry ValueCleaner::text(Treatment treatment, const Element &element,
                                       const dicom::Dataset &level) const {
  const std::string utf8 = level.utf8(element).reveal();
  if (treatment == Treatment::retain) {
    // Terms, and what is as short as a letter or two, tell nobody, whoever has it as initials.
    const std::string_view raw = base::trim(chars_of(element));
    const bool is_nobody = raw.size() <= shortest_telling || is_defined_term(raw);
    if (!is_nobody && scrubber_.retained(utf8).empty()) return {{}, Action::emptied};
    // In the character set that it came in, as that stays.
    return {std::string(raw), Action::kept};
  }
  const std::string clean = treatment == Treatment::free_text ? scrubber_.free_text(utf8).text()
                                                              : scrubber_.machine_text(utf8).text();
  if (clean.empty() && !utf8.empty() && needs_dummy(element.tag))
    return {dummy_value(element.vr, 0), Action::replaced};
  return {clean, action_of(utf8, clean, Action::scrubbed)};
}

ValueCleaner::Entry ValueCleaner::terms(const Element &element) const {
  const bool names_sets = element.tag == dicom::tags::specific_character_set;
  std::vector<std::string> kept;
  for (const auto part : base::split(chars_of(element), '\\')) {
    const std::string_view value = base::trim(part);
    const bool passes =
        names_sets ? value.empty() || is_character_set(value)
                   : value.empty() || is_defined_term(value) || !scrubber_.term(value).empty();
    if (passes) kept.emplace_back(value);
  }
  const std::string joined = base::join(kept, "\\");
  return {joined, action_of(chars_of(element), joined, Action::scrubbed)};
}

const std::string &ValueCleaner::uid(std::string_view original) {
  key_.assign(base::trim(original));
  const auto found = uids_.find(key_);
  if (found != uids_.end()) return found->second;
  if (uids_.size() >= most_remembered) uids_.clear();
  std::string mapped = tells_of_nobody(key_) ? key_ : pseudonyms_.uid(key_);
  return uids_.emplace(key_, std::move(mapped)).first->second;
}

ValueCleaner::Entry ValueCleaner::uids(const Element &element) {
  std::string out;
  bool is_first = true;
  for (const auto part : base::split(chars_of(element), '\\')) {
    if (!std::exchange(is_first, false)) out += '\\';
    if (!base::trim(part).empty()) out += uid(part);
  }
  return {out, action_of(chars_of(element), out, Action::replaced)};
}

ValueCleaner::Entry ValueCleaner::moments(Treatment treatment, const Element &element) const {
  std::vector<std::string> all;
  for (const auto part : base::split(chars_of(element), '\\')) {
    std::string value(base::trim(part));
    if (value.empty()) continue;
    const auto moved = treatment == Treatment::age
                           ? folded_age(value)
                           : moved_moment(value, element.vr == Vr::TM,
                                          treatment == Treatment::date ? shift_days_ : 0);
    if (!moved) return {{}, Action::emptied};
    all.push_back(*moved);
  }
  const std::string joined = base::join(all, "\\");
  return {joined, action_of(chars_of(element), joined,
                            treatment == Treatment::age ? Action::folded : Action::shifted)};
}

CleanedValue ValueCleaner::number(const Element &element) const {
  std::string_view rest = chars_of(element);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\\'), rest.size());
    const std::string_view value = base::trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (value.empty()) continue;
    const auto digits = whole_digits(value);
    const bool is_plain =
        digits && (*digits <= most_plain_digits || may_be_large(element.tag)) &&
        (*digits < searched_digits || !scrubber_.holds_known(value.substr(0, value.find('.'))));
    if (is_plain) continue;
    return {Action::emptied, {}};
  }
  return {Action::kept, element.value};
}

} // namespace curate::deid
