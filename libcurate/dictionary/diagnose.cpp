#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/diagnose.hpp>

#include <algorithm>
#include <array>

namespace curate::dictionary {

namespace {

// What exports of statistics programs, laboratories and people write. Not "n/a": BIDS allows it.
constexpr std::array<std::string_view, 31> missing_words{
    "na",    "n.a.",      "n.a",   "nan", "null",     "none",    "nil",     "-",
    "--",    ".",         "?",     "??",  "-9999",    "unknown", "missing", "not available",
    "empty", "k.a.",      "k.a",   "unk", "<na>",     "#n/a",    "nd",      "n.d.",
    "n.v.",  "unbekannt", "fehlt", "---", "not done", "nr",      "n/a."};

constexpr std::array<std::string_view, 8> spreadsheet_errors{
    "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "########"};

// A cell of Excel holds no more letters. Source: Microsoft, "Excel specifications and limits".
constexpr std::size_t longest_cell = 32'767;

// Text in UTF-8 that was read as Windows-1252 and written as UTF-8 again: the first bytes of
// two-byte letters, C2 to C5, became the letters Â to Å, with one of Latin-1's upper half behind.
bool is_mojibake(std::string_view cell) {
  for (std::size_t i = 0; i + 3 < cell.size(); ++i) {
    const auto at = [&](std::size_t k) { return static_cast<unsigned char>(cell[i + k]); };
    if (at(0) == 0xC3 && at(1) >= 0x82 && at(1) <= 0x85 && at(2) == 0xC2 && at(3) >= 0x80)
      return true;
    // "Ã" and a sign that Windows-1252 has between 80 and 9F: œ, Ÿ, €, quotes, dashes.
    if (at(0) == 0xC3 && at(1) == 0x83 && (at(2) == 0xC5 || at(2) == 0xE2)) return true;
    if (at(0) == 0xC3 && at(1) == 0xA2 && at(2) == 0xE2 && at(3) == 0x82) return true;
  }
  return false;
}

// Spaces that are none of ASCII, marks of width 0 and of direction. Source: Unicode, White_Space
// and Default_Ignorable_Code_Point.
bool has_invisible(std::string_view cell) {
  for (std::size_t i = 0; i + 1 < cell.size(); ++i) {
    const auto at = [&](std::size_t k) {
      return i + k < cell.size() ? static_cast<unsigned char>(cell[i + k]) : 0U;
    };
    if (at(0) == 0xC2 && (at(1) == 0xA0 || at(1) == 0xAD)) return true;
    if (at(0) == 0xE2 && at(1) == 0x80 &&
        ((at(2) >= 0x80 && at(2) <= 0x8F) || (at(2) >= 0xA8 && at(2) <= 0xAF)))
      return true;
    if (at(0) == 0xE3 && at(1) == 0x80 && at(2) == 0x80) return true;
    if (at(0) == 0xEF && at(1) == 0xBB && at(2) == 0xBF) return true;
  }
  return false;
}

} // namespace

bool is_word_for_missing(std::string_view cell) {
  if (cell.size() > 14 || cell == "n/a") return false;
  const std::string word = base::lower(base::trim(cell));
  return word == "n/a" || std::ranges::find(missing_words, word) != missing_words.end();
}

bool is_shortened_code(std::string_view cell) {
  const auto e = cell.find("E+");
  if (e == std::string_view::npos || e == 0) return false;
  return cell.substr(0, e).find_first_not_of("0123456789.,-") == std::string_view::npos &&
         cell.substr(e + 2).find_first_not_of("0123456789") == std::string_view::npos;
}

Fault what_is_odd(std::string_view cell, bool is_tsv) {
  if (cell.empty()) return Fault::none;
  if (cell.size() == longest_cell) return Fault::cut_by_spreadsheet;
  bool is_high = false, is_control = false;
  for (const char c : cell) {
    is_high |= static_cast<unsigned char>(c) >= 0x80;
    is_control |= static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  }
  if (is_control) return Fault::control_character;
  if (is_high) {
    if (cell.find("\xEF\xBF\xBD") != std::string_view::npos) return Fault::lost_letter;
    if (is_mojibake(cell)) return Fault::mojibake;
    if (has_invisible(cell)) return Fault::invisible_character;
  }
  switch (cell.front()) {
  case '#':
    if (std::ranges::any_of(spreadsheet_errors, [&](auto e) { return cell.starts_with(e); }))
      return Fault::spreadsheet_error;
    break;
  case '=':
    return Fault::formula;
  case '"':
    if (is_tsv && cell.size() > 1 && cell.back() == '"') return Fault::quotes_around;
    break;
  default:
    break;
  }
  return Fault::none;
}

Fault why_no_boolean(std::string_view cell) {
  constexpr std::array<std::string_view, 14> words{
      "yes", "no", "y", "n", "1", "0", "t", "f", "ja", "nein", "true", "false", "wahr", "falsch"};
  return std::ranges::find(words, base::lower(cell)) != words.end() ? Fault::boolean_spelled
                                                                    : Fault::no_boolean;
}

} // namespace curate::dictionary
