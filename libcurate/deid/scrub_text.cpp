#include <libcurate/deid/scrub_text.hpp>

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/identifying_text.hpp>
#include <libcurate/deid/phrase.hpp>
#include <libcurate/deid/terms.hpp>
#include <libcurate/deid/value_forms.hpp>

namespace curate::deid {

namespace {

constexpr auto everybody = KnownWords::Of::everybody;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr std::string_view plain_punctuation = " _+.,;:/*()=#-";

bool is_technical_character(char c) {
  // Siemens writes "%SiemensSeq%\gre"; several software versions are parted by a backslash.
  return is_alphanumeric(c) || c == '%' || c == '\\' || c == '[' || c == ']' ||
         plain_punctuation.find(c) != std::string_view::npos;
}

bool is_year(std::string_view number) {
  return number.size() == 4 && number >= "1880" && number <= "2099";
}

struct Token {
  std::string_view gap, word; ///< what stands before it, and itself
  std::size_t begin = 0;      ///< of the word
};

// Letters of other scripts belong to words, so that a word is never cut into parts that pass.
std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  const auto is_word = [](char c) {
    return is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80;
  };
  while (at < text.size()) {
    const std::size_t gap = at;
    while (at < text.size() && !is_word(text[at]))
      ++at;
    const std::size_t word = at;
    while (at < text.size() && is_word(text[at]))
      ++at;
    if (at > word)
      tokens.push_back({text.substr(gap, word - gap), text.substr(word, at - word), word});
  }
  return tokens;
}

// What may stand between two words: at most three plain characters.
std::string plain_gap(std::string_view gap) {
  std::string out;
  for (const char c : gap.substr(0, 3))
    if (plain_punctuation.find(c) != std::string_view::npos) out += c;
  return out.empty() ? " " : out;
}

/// What follows is somebody's label or number: always behind "sub-", else where it holds a digit.
bool is_label(std::string_view before, std::string_view word) {
  constexpr std::array<std::string_view, 14> labels = {
      "subj", "subject", "pat", "patient", "participant", "proband", "id",
      "pid",  "mrn",     "dob", "born",    "geb",         "acc",     "case"};
  if (before == "sub") return true;
  return std::find(labels.begin(), labels.end(), before) != labels.end() &&
         std::any_of(word.begin(), word.end(), is_digit);
}

bool is_part_of_spine(std::string_view word, std::string_view next) {
  const std::string letter = base::lower(word);
  return (letter == "c" || letter == "t" || letter == "l") && base::lower(next) == "spine";
}

// Free text may be megabytes in a hostile file; what is shown is short.
constexpr std::size_t longest_read = 1024;
constexpr std::size_t longest_free_text = 64;
constexpr std::size_t longest_term = 16;
constexpr std::size_t longest_retained = 200;
constexpr std::size_t most_remembered = 4096;

} // namespace

Scrubber::Scrubber(std::shared_ptr<const KnownWords> known, const Vocabulary &vocabulary)
    : known_(std::move(known)), vocabulary_(&vocabulary) {}

Scrubber::Scrubber(const KnownValues &known, const Vocabulary &vocabulary)
    : Scrubber(std::make_shared<const KnownWords>(known, vocabulary), vocabulary) {}

Scrubber Scrubber::twin() const {
  return Scrubber(known_, *vocabulary_);
}

template <typename Make>
CleanText Scrubber::remembered(char kind, std::string_view text, Make made) const {
  std::string key(1, kind);
  key += text;
  const auto found = memory_.find(key);
  if (found != memory_.end()) return CleanText(found->second);
  if (memory_.size() >= most_remembered) memory_.clear();
  return CleanText(memory_.emplace(std::move(key), made()).first->second);
}

bool Scrubber::passes(std::string_view word) const {
  return !is_year(word) && vocabulary_->is_made_of(word) && !names_somebody(word, *vocabulary_);
}

std::string Scrubber::scrubbed(std::string_view utf8) const {
  std::string text(utf8);
  auto places = identifying_places(text);
  for (const auto &[begin, end] : places)
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin),
              text.begin() + static_cast<std::ptrdiff_t>(end), '\x01');
  places = known_->places(text, everybody);
  const auto tokens = tokens_of(text);
  std::vector<bool> is_kept;
  std::string before;
  for (const auto &token : tokens) {
    const std::size_t end = token.begin + token.word.size();
    const bool is_known = std::any_of(places.begin(), places.end(), [&](const Place &place) {
      return place.begin < end && place.end > token.begin;
    });
    const std::string lower = base::lower(token.word);
    is_kept.push_back(!is_known && lower != "sub" && passes(token.word) &&
                      !is_label(before, token.word));
    before = lower;
  }
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
    if (is_part_of_spine(tokens[i].word, tokens[i + 1].word)) is_kept[i] = is_kept[i + 1];
  // A word that is a name as well goes where anything beside it went, or goes not with it.
  const std::vector<bool> passed = is_kept;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!passed[i] || !is_ambiguous(tokens[i].word)) continue;
    bool goes = false, is_beside_foreign = false;
    for (const std::size_t j : {i - 1, i + 1}) {
      if (j >= tokens.size()) continue;
      const std::string_view gap = tokens[std::max(i, j)].gap;
      const bool is_phrase = gap == "_" || gap == "-" || gap == " ";
      goes |= passed[j] && is_phrase && goes_with(tokens[i].word, tokens[j].word);
      is_beside_foreign |= !passed[j];
    }
    is_kept[i] = goes && !is_beside_foreign;
  }
  std::string out;
  bool is_after_kept = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is_kept[i]) {
      is_after_kept = false;
      continue;
    }
    const auto &[gap, word, begin] = tokens[i];
    std::string part;
    if (!out.empty()) part = is_after_kept ? plain_gap(gap) : plain_gap(gap.substr(0, 1));
    part += word;
    if (out.size() + part.size() > longest_free_text) break;
    out += part;
    is_after_kept = true;
  }
  // Words that pass one by one may spell a value together: "12 34" of an id.
  return holds_known(out) || is_identifying(out) ? std::string() : out;
}

CleanText Scrubber::free_text(std::string_view utf8) const {
  utf8 = utf8.substr(0, longest_read);
  return remembered('f', utf8, [&] { return scrubbed(utf8); });
}

bool Scrubber::is_technical(std::string_view text) const {
  return std::all_of(text.begin(), text.end(), is_technical_character) && !is_identifying(text) &&
         !holds_known(text) && !names_somebody(text, *vocabulary_);
}

CleanText Scrubber::technical(std::string_view utf8, std::size_t longest) const {
  if (utf8.size() > longest) return {};
  const std::string_view text = base::trim(utf8);
  return remembered('t', text, [&] { return std::string(is_technical(text) ? text : ""); });
}

CleanText Scrubber::machine_text(std::string_view utf8) const {
  const std::string_view text = base::trim(utf8.substr(0, longest_read));
  return remembered('m', text, [&] {
    const std::string known = known_machine_text(text, *vocabulary_);
    return holds_known(known) || is_identifying(known) ? std::string() : known;
  });
}

bool Scrubber::is_term(std::string_view text) const {
  const bool is_code = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == ' ';
  });
  // Whoever is called Se or Li: short terms are said of every picture.
  constexpr std::size_t longest_short = 3;
  const bool is_defined = is_defined_term(text);
  if (is_defined && text.size() <= longest_short) return true;
  if (!is_code || is_identifying(text) || holds_known(text)) return false;
  if (is_defined) return true;
  // Of others, short runs of letters may be anything; longer ones are words.
  for (const auto &token : tokens_of(text))
    if (!passes(token.word) && std::count_if(token.word.begin(), token.word.end(),
                                             [](char c) { return !is_digit(c); }) > 2)
      return false;
  return true;
}

CleanText Scrubber::term(std::string_view utf8) const {
  const std::string_view text = base::trim(utf8);
  if (text.empty() || text.size() > longest_term) return {};
  return remembered('c', text, [&] { return std::string(is_term(text) ? text : ""); });
}

CleanText Scrubber::retained(std::string_view utf8) const {
  const std::string_view text = base::trim(utf8);
  if (text.size() > longest_retained) return {};
  return remembered('r', text, [&] {
    const bool passes = base::is_utf8(text) &&
                        std::none_of(text.begin(), text.end(),
                                     [](char c) { return static_cast<unsigned char>(c) < 0x20; }) &&
                        !known_->found_in(text, KnownWords::Of::person);
    return std::string(passes ? text : "");
  });
}

bool Scrubber::holds_known(std::string_view utf8) const {
  return known_->found_in(utf8, everybody);
}

bool Scrubber::is_plain_number(std::string_view value) const {
  constexpr std::ptrdiff_t most_digits = 7;
  value = base::trim(value);
  if (!base::to_double(value)) return false;
  const std::string_view whole = value.substr(0, value.find_first_of(".eE"));
  if (std::count_if(whole.begin(), whole.end(), is_digit) > most_digits) return false;
  const auto digits = whole.find_first_of("0123456789");
  if (digits == std::string_view::npos || whole.size() != value.size()) return true;
  return !known_->is_number_known(whole.substr(digits));
}

} // namespace curate::deid
