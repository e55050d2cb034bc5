#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/normal_text.hpp>
#include <libcurate/deid/placeholder.hpp>
#include <libcurate/leaks/common_words.hpp>
#include <libcurate/leaks/date_spellings.hpp>
#include <libcurate/leaks/letters.hpp>
#include <libcurate/leaks/name_spellings.hpp>
#include <libcurate/leaks/spellings.hpp>

namespace curate::leaks {

namespace {

using deid::Identifies;

constexpr std::size_t least_id = 4, least_digits = 5, least_address_word = 6, least_free_text = 10,
                      least_telephone = 6, least_uid = 12, least_typed_word = 4;
// Longer words and ids mean something wherever they stand, also within others.
constexpr std::size_t needs_no_border = 8;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U;
}

bool is_all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::string digits_of(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), is_digit);
  return out;
}

std::vector<std::string_view> split_any(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(separators), text.size());
    if (const auto part = base::trim(text.substr(0, end)); !part.empty()) parts.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

Border border_of(std::string_view utf8) {
  if (is_all_digits(utf8)) return Border::digits;
  return weight(code_points(utf8)) < needs_no_border ? Border::word : Border::none;
}

// "001": people are counted so, and what is measured is not.
bool has_padded_number(std::string_view id) {
  for (std::size_t i = 0; i + 2 < id.size(); ++i)
    if (id[i] == '0' && (i == 0 || !is_digit(id[i - 1])) && is_digit(id[i + 1]) &&
        is_digit(id[i + 2]))
      return true;
  return false;
}

// Many digits in short groups are no vocabulary, though each group may be.
bool is_common_word(std::string_view id, const deid::Vocabulary &vocabulary) {
  return !is_all_digits(id) && digits_of(id).size() < least_digits && !has_padded_number(id) &&
         is_all_common(id, vocabulary);
}

void add_id_text(std::string_view id, Form form, Spellings &out) {
  const std::size_t least = is_all_digits(id) ? least_digits : least_id;
  if (id.size() >= least && weight(code_points(id)) >= least)
    out.all.push_back({std::string(id), form, border_of(id)});
}

Spellings ids(std::string_view id, const deid::Vocabulary &vocabulary) {
  Spellings out;
  if (deid::is_placeholder_id(id) || is_common_word(id, vocabulary)) {
    out.why_none = Unsearchable::common;
    return out;
  }
  add_id_text(id, Form::whole, out);
  std::string joined;
  std::ranges::copy_if(id, std::back_inserter(joined),
                       [](char c) { return is_digit(c) || is_letter(c); });
  add_id_text(joined, Form::joined, out);
  const std::string_view rest(joined);
  const auto first = rest.find_first_not_of('0');
  if (first != std::string_view::npos && first > 0)
    add_id_text(rest.substr(first), Form::joined, out);
  if (out.all.empty()) out.why_none = Unsearchable::too_short;
  return out;
}

Spellings uids(std::string_view uid) {
  Spellings out;
  // Source: DICOM PS3.5, 9: the root of the standard's own UIDs.
  if (uid.starts_with("1.2.840.10008."))
    out.why_none = Unsearchable::common;
  else if (uid.size() < least_uid)
    out.why_none = Unsearchable::too_short;
  else
    out.all.push_back({std::string(uid), Form::whole, Border::uid});
  return out;
}

void add_telephone(std::string_view text, Spellings &out) {
  std::string digits = digits_of(text);
  out.all.push_back({std::string(text), Form::whole, Border::digits});
  out.all.push_back({digits, Form::joined, Border::digits});
  if (digits.starts_with("00") && digits.size() >= least_telephone + 2)
    out.all.push_back({digits.substr(2), Form::joined, Border::digits});
}

// What stands between commas, and, of addresses, long words.
void add_pieces(std::string_view text, bool with_words, const deid::Vocabulary &vocabulary,
                Spellings &out) {
  bool is_common_seen = false;
  for (const auto piece : split_any(text, ",;^\n\r\t\\|")) {
    if (is_all_common(piece, vocabulary)) {
      is_common_seen = true;
      continue;
    }
    if (weight(code_points(piece)) >= least_address_word)
      out.all.push_back({std::string(piece), Form::whole, Border::word});
    if (!with_words) continue;
    for (const auto word : split_any(piece, " .-/()"))
      if (weight(code_points(word)) >= least_address_word && !is_common(word, vocabulary) &&
          std::ranges::all_of(word, is_letter))
        out.all.push_back({std::string(word), Form::part, Border::word});
  }
  if (out.all.empty())
    out.why_none = is_common_seen ? Unsearchable::common : Unsearchable::too_short;
}

Spellings contacts(std::string_view text, const deid::Vocabulary &vocabulary) {
  Spellings out;
  const auto letters = std::ranges::count_if(text, is_letter);
  if (letters <= 5 && text.find('@') == std::string_view::npos) {
    if (digits_of(text).size() >= least_telephone)
      add_telephone(text, out);
    else
      out.why_none = Unsearchable::too_short;
    return out;
  }
  add_pieces(text, true, vocabulary, out);
  return out;
}

Spellings devices(std::string_view text, const deid::Vocabulary &vocabulary) {
  Spellings out;
  if (is_common_word(text, vocabulary))
    out.why_none = Unsearchable::common;
  else if (add_id_text(text, Form::whole, out); out.all.empty())
    out.why_none = Unsearchable::too_short;
  return out;
}

// Dates and addresses within a text, and numbers of persons where people wrote it.
void add_telling_words(std::string_view text, bool with_numbers, Spellings &out) {
  for (const auto word : split_any(text, " \t,;()[]<>\"'^\\")) {
    const std::string digits = digits_of(word);
    if (word.find('@') != std::string_view::npos && word.size() >= least_address_word)
      out.all.push_back({std::string(word), Form::part, Border::word});
    else if (const auto day = day_in(word))
      add_date_spellings(*day, out.all);
    else if (with_numbers && digits.size() >= least_telephone && digits.size() == word.size())
      out.all.push_back({digits, Form::part, Border::digits});
  }
}

// Words that people write: letters alone, and not everybody's. Machines write names of sequences,
// coils and versions into private text, which are no identities.
std::size_t words_of_people(std::string_view line, const deid::Vocabulary &vocabulary) {
  std::size_t count = 0;
  for (const auto word : split_any(line, " \t,;:.()[]<>\"'^/-"))
    if (weight(code_points(word)) >= least_typed_word && std::ranges::all_of(word, is_letter) &&
        !is_common(word, vocabulary))
      ++count;
  return count;
}

Spellings free_texts(std::string_view text, const deid::Vocabulary &vocabulary) {
  Spellings out;
  bool is_common_seen = false;
  for (const auto line : split_any(text, "\n\r\f\\")) {
    const std::size_t words = words_of_people(line, vocabulary);
    if (words < 2)
      is_common_seen = true;
    else if (weight(code_points(line)) >= least_free_text)
      out.all.push_back({std::string(line), Form::whole, Border::word});
    add_telling_words(line, words > 0, out);
  }
  if (out.all.empty())
    out.why_none = is_common_seen ? Unsearchable::common : Unsearchable::too_short;
  return out;
}

// A day that shifted dates may equal says nothing. Source: BIDS 1.10, "Units and dates".
constexpr std::string_view first_day = "19260101";

Spellings dates(std::string_view text, bool is_birth) {
  Spellings out;
  const auto day = day_in(text);
  if (!day)
    out.why_none = Unsearchable::too_short;
  else if (*day < first_day || (is_birth && deid::is_placeholder_birth_date(*day)))
    out.why_none = Unsearchable::shifted;
  else
    add_date_spellings(*day, out.all);
  return out;
}

Spellings spelled(const deid::KnownValue &value, const deid::Vocabulary &vocabulary) {
  switch (value.what) {
  case Identifies::person_name:
  case Identifies::staff_name:
    return name_spellings(value.text, vocabulary);
  case Identifies::id:
    return ids(value.text, vocabulary);
  case Identifies::birth_date:
    return dates(value.text, true);
  case Identifies::date:
    return dates(value.text, false);
  case Identifies::contact:
    return contacts(value.text, vocabulary);
  case Identifies::institution: {
    Spellings out;
    add_pieces(value.text, false, vocabulary, out);
    return out;
  }
  case Identifies::device:
    return devices(value.text, vocabulary);
  case Identifies::uid:
    return uids(value.text);
  case Identifies::free_text:
    return free_texts(value.text, vocabulary);
  }
  return {};
}

} // namespace

Spellings spellings_of(const deid::KnownValue &value, const deid::Vocabulary &vocabulary) {
  Spellings out = spelled(value, vocabulary);
  // "-----" and "****" stand for nobody.
  constexpr std::ptrdiff_t least_telling = 3;
  std::erase_if(out.all, [](const Spelling &one) {
    return std::ranges::count_if(one.text, [](char c) { return is_digit(c) || is_letter(c); }) <
           least_telling;
  });
  if (out.all.empty() && out.why_none == Unsearchable::no) out.why_none = Unsearchable::too_short;
  const std::size_t count = out.all.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Spelling one = out.all[i];
    if (std::ranges::none_of(one.text, [](char c) { return static_cast<unsigned char>(c) > 0x7F; }))
      continue;
    for (const bool as_digraph : {false, true})
      out.all.push_back(
          {deid::without_marks(one.text, as_digraph), Form::without_marks, one.border});
  }
  std::ranges::sort(out.all);
  const auto are_same = [](const Spelling &a, const Spelling &b) { return a.text == b.text; };
  out.all.erase(std::unique(out.all.begin(), out.all.end(), are_same), out.all.end());
  return out;
}

} // namespace curate::leaks
