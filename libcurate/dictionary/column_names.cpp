#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/column_names.hpp>
#include <utility>

namespace curate::dictionary {

namespace {

using Row = std::pair<std::string_view, std::string_view>;

// The last word of a heading, and its unit as UCUM or plain English writes it.
constexpr std::array<Row, 29> units{
    {{"mm", "mm"},     {"cm", "cm"},    {"m", "m"},         {"mm3", "mm^3"},     {"ml", "mL"},
     {"l", "L"},       {"s", "s"},      {"sec", "s"},       {"secs", "s"},       {"seconds", "s"},
     {"ms", "ms"},     {"min", "min"},  {"minutes", "min"}, {"h", "h"},          {"hours", "h"},
     {"d", "day"},     {"days", "day"}, {"weeks", "week"},  {"months", "month"}, {"years", "year"},
     {"yrs", "year"},  {"y", "year"},   {"age", "year"},    {"kg", "kg"},        {"mg", "mg"},
     {"percent", "%"}, {"pct", "%"},    {"hz", "Hz"},       {"t", "T"}}};

// Words of headings, English and German. Source: the identifiers that 45 CFR 164.514(b)(2) lists.
constexpr std::array<std::string_view, 36> direct{
    "name",     "surname",   "firstname", "lastname",    "forename",  "vorname",
    "nachname", "initials",  "birth",     "dob",         "geburt",    "geburtsdatum",
    "address",  "adresse",   "street",    "phone",       "telefon",   "fax",
    "email",    "mail",      "mrn",       "ssn",         "patientid", "patient",
    "pid",      "insurance", "remark",    "remarks",     "comment",   "comments",
    "note",     "notes",     "bemerkung", "bemerkungen", "kommentar", "freetext"};
constexpr std::array<std::string_view, 16> quasi{
    "age",  "alter",  "sex",    "gender", "geschlecht", "date", "datum",     "onset",
    "site", "center", "centre", "zip",    "postcode",   "plz",  "ethnicity", "occupation"};

/// The words of a heading in lower case; borders are everything but letters and digits, and where a
/// capital follows a small letter.
std::vector<std::string> words_of(std::string_view heading) {
  std::vector<std::string> words(1);
  char before = ' ';
  for (const char c : heading) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool is_word = is_capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if ((!is_word || (is_capital && before >= 'a' && before <= 'z')) && !words.back().empty())
      words.emplace_back();
    if (is_word) words.back() += base::lower(std::string_view(&c, 1));
    before = c;
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

} // namespace

std::string units_of_heading(std::string_view heading) {
  const auto words = words_of(heading);
  if (words.empty()) return {};
  // A single letter alone is a name ("s", "t"), not a unit.
  if (words.size() == 1 && words.back().size() == 1) return {};
  const auto *const found = std::ranges::find(units, std::string_view(words.back()), &Row::first);
  return found == units.end() ? std::string() : std::string(found->second);
}

Identifying identifying_of_heading(std::string_view heading) {
  const auto words = words_of(heading);
  const auto names = [&](const auto &list) {
    return std::ranges::any_of(words, [&](const std::string &word) {
      return std::ranges::find(list, std::string_view(word)) != list.end();
    });
  };
  if (heading == "participant_id" || heading == "session_id") return Identifying::no;
  if (names(direct)) return Identifying::direct;
  return names(quasi) ? Identifying::quasi : Identifying::unstated;
}

} // namespace curate::dictionary
