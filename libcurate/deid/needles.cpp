#include <libcurate/base/text.hpp>
#include <libcurate/deid/date_shift.hpp>
#include <libcurate/deid/needles.hpp>

#include <algorithm>
#include <array>

namespace curate::deid {

namespace {

struct Letter {
  std::string_view marked, plain, digraph;
};

// The letters with marks of the languages of Europe, in lower and upper case. Source: Unicode 15,
// Latin-1 Supplement and Latin Extended-A.
constexpr std::array<Letter, 92> letters = {{
    {"ä", "a", "ae"}, {"Ä", "a", "ae"}, {"ö", "o", "oe"}, {"Ö", "o", "oe"}, {"ü", "u", "ue"},
    {"Ü", "u", "ue"}, {"ß", "s", "ss"}, {"å", "a", "aa"}, {"Å", "a", "aa"}, {"æ", "a", "ae"},
    {"Æ", "a", "ae"}, {"ø", "o", "oe"}, {"Ø", "o", "oe"}, {"œ", "o", "oe"}, {"Œ", "o", "oe"},
    {"à", "a", "a"},  {"á", "a", "a"},  {"â", "a", "a"},  {"ã", "a", "a"},  {"ā", "a", "a"},
    {"ă", "a", "a"},  {"ą", "a", "a"},  {"À", "a", "a"},  {"Á", "a", "a"},  {"Â", "a", "a"},
    {"Ã", "a", "a"},  {"Ą", "a", "a"},  {"ç", "c", "c"},  {"Ç", "c", "c"},  {"ć", "c", "c"},
    {"č", "c", "c"},  {"Ć", "c", "c"},  {"Č", "c", "c"},  {"ď", "d", "d"},  {"đ", "d", "dj"},
    {"Ď", "d", "d"},  {"Đ", "d", "dj"}, {"è", "e", "e"},  {"é", "e", "e"},  {"ê", "e", "e"},
    {"ë", "e", "e"},  {"ē", "e", "e"},  {"ę", "e", "e"},  {"ě", "e", "e"},  {"È", "e", "e"},
    {"É", "e", "e"},  {"Ê", "e", "e"},  {"Ë", "e", "e"},  {"Ě", "e", "e"},  {"ğ", "g", "g"},
    {"Ğ", "g", "g"},  {"ì", "i", "i"},  {"í", "i", "i"},  {"î", "i", "i"},  {"ï", "i", "i"},
    {"ı", "i", "i"},  {"İ", "i", "i"},  {"Í", "i", "i"},  {"ł", "l", "l"},  {"Ł", "l", "l"},
    {"ñ", "n", "n"},  {"Ñ", "n", "n"},  {"ń", "n", "n"},  {"ň", "n", "n"},  {"ò", "o", "o"},
    {"ó", "o", "o"},  {"ô", "o", "o"},  {"õ", "o", "o"},  {"ő", "o", "o"},  {"Ó", "o", "o"},
    {"Ô", "o", "o"},  {"ř", "r", "r"},  {"Ř", "r", "r"},  {"ś", "s", "s"},  {"š", "s", "s"},
    {"ş", "s", "s"},  {"Ś", "s", "s"},  {"Š", "s", "s"},  {"Ş", "s", "s"},  {"ţ", "t", "t"},
    {"ť", "t", "t"},  {"ù", "u", "u"},  {"ú", "u", "u"},  {"û", "u", "u"},  {"ů", "u", "u"},
    {"ű", "u", "u"},  {"Ú", "u", "u"},  {"ý", "y", "y"},  {"ź", "z", "z"},  {"ż", "z", "z"},
    {"ž", "z", "z"},  {"Ž", "z", "z"},
}};

constexpr std::size_t longest_value_bytes = 4096;

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> words_of(std::string_view lower_case) {
  std::vector<std::string> words(1);
  for (const char c : lower_case) {
    if (is_word_character(c))
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

} // namespace

std::string without_marks(std::string_view utf8, bool as_digraph) {
  std::string out;
  while (!utf8.empty()) {
    if (static_cast<unsigned char>(utf8.front()) < 0x80) {
      out += utf8.front();
      utf8.remove_prefix(1);
      continue;
    }
    const auto found = std::find_if(letters.begin(), letters.end(), [&](const Letter &letter) {
      return utf8.starts_with(letter.marked);
    });
    if (found == letters.end()) {
      out += utf8.front();
      utf8.remove_prefix(1);
    } else {
      out += as_digraph ? found->digraph : found->plain;
      utf8.remove_prefix(found->marked.size());
    }
  }
  return base::lower(out);
}

Needles::Needles(const dicom::LoadedSeries &series, const Vocabulary &vocabulary, Of whose) {
  const auto &who = series.identity.reveal();
  add_words(who.name, vocabulary, false);
  for (const auto *id : {&who.patient_id, &who.other_ids}) {
    add_words(*id, vocabulary, false);
    // "12-34 56" is also typed without its separators.
    for (const auto part : base::split(*id, '\\'))
      add(base::lower(base::alphanumeric(part)), vocabulary);
  }
  if (whose == Of::everybody) {
    const auto &texts = series.texts.reveal();
    for (const auto *place :
         {&who.issuer, &who.institution, &texts.institution_name, &texts.institution_address,
          &texts.institutional_department_name, &texts.device_serial_number})
      add_words(*place, vocabulary, true);
    // Many scanners bear their model's name as their own, which tells no station.
    if (base::lower(texts.station_name) != base::lower(texts.manufacturers_model_name))
      add_words(texts.station_name, vocabulary, true);
    for (const auto &text : texts.identifying)
      add_words(text, vocabulary, true);
  }
  const auto &dates = series.dates.reveal();
  for (const auto *date :
       {&who.birth_date, &dates.study_date, &dates.series_date, &dates.acquisition_date})
    add_date(*date);
  std::sort(inside_.begin(), inside_.end());
  inside_.erase(std::unique(inside_.begin(), inside_.end()), inside_.end());
}

void Needles::add(std::string_view word, const Vocabulary &vocabulary) {
  if (word.size() < 2) return;
  whole_.emplace(word);
  if (word.size() >= 3 && !vocabulary.has(word)) inside_.emplace_back(word);
}

void Needles::add_words(std::string_view text, const Vocabulary &vocabulary, bool only_foreign) {
  // Names have at most five times 64 characters, so only a hostile file is cut here. Source: DICOM
  // PS3.5, 6.2 (PN).
  text = text.substr(0, longest_value_bytes);
  for (const bool as_digraph : {false, true})
    for (const auto &word : words_of(without_marks(text, as_digraph)))
      if (!only_foreign || (word.size() >= 3 && !vocabulary.has(word))) add(word, vocabulary);
}

void Needles::add_date(std::string_view yyyymmdd) {
  if (!day_of(yyyymmdd)) return;
  const std::string date(base::trim(yyyymmdd));
  const std::string year = date.substr(0, 4), month = date.substr(4, 2), day = date.substr(6, 2);
  const std::string two = year.substr(2);
  for (const auto &spelling : {year + month + day, day + month + year, month + day + year,
                               two + month + day, day + month + two, month + day + two})
    inside_.push_back(spelling);
  whole_.insert(year);
}

bool Needles::found_in(std::string_view text) const {
  for (const bool as_digraph : {false, true}) {
    const std::string plain = without_marks(text, as_digraph);
    const std::string joined = base::alphanumeric(plain);
    for (const auto &needle : inside_)
      if (plain.find(needle) != std::string::npos || joined.find(needle) != std::string::npos)
        return true;
    for (const auto &word : words_of(plain))
      if (whole_.contains(word)) return true;
    if (whole_.contains(joined)) return true;
  }
  return false;
}

} // namespace curate::deid
