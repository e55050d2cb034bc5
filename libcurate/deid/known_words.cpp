#include <libcurate/deid/known_words.hpp>

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>

namespace curate::deid {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Whether a word begins or ends before letter `at`.
bool is_word_border(const NormalText &text, std::size_t at) {
  return at == 0 || at >= text.letters.size() || text.begins_word[at];
}

/// The same, or letters meet digits there.
bool is_border(const NormalText &text, std::size_t at) {
  return is_word_border(text, at) || is_digit(text.letters[at - 1]) != is_digit(text.letters[at]);
}

/// Whether no number goes on there.
bool is_number_border(const NormalText &text, std::size_t at) {
  return is_word_border(text, at) || !is_digit(text.letters[at - 1]) || !is_digit(text.letters[at]);
}

/// Whether digits are but a part of the digits behind a point.
bool is_part_of_fraction(const NormalText &text, std::size_t begin, std::size_t end) {
  constexpr std::size_t longest_fraction = 24;
  if (is_number_border(text, begin) && is_number_border(text, end)) return false;
  std::size_t from = begin;
  while (!is_number_border(text, from) && begin - from < longest_fraction)
    --from;
  return text.begins_fraction[from];
}

std::size_t gaps_in(const NormalText &text, std::size_t begin, std::size_t end) {
  std::size_t gaps = 0;
  for (std::size_t i = begin + 1; i < end; ++i)
    gaps += text.begins_word[i] ? 1 : 0;
  return gaps;
}

/// Whether an initial of a name is but the last letter of the word before, or the first of the one
/// behind: "sag_Namgung" is no G. Namgung. The name beside is found by itself.
bool is_stray(const NormalText &text, std::size_t begin, std::size_t end) {
  return (text.begins_word[begin + 1] && !is_word_border(text, begin)) ||
         (text.begins_word[end - 1] && !is_word_border(text, end));
}

/// Whether a short number is one of the sequence: "b1000", "TE30", "64dir".
bool is_parameter(const NormalText &text, std::size_t begin, std::size_t end) {
  constexpr std::array<std::string_view, 8> before = {"b",  "te", "tr", "ti",
                                                      "td", "fa", "bw", "esp"};
  constexpr std::array<std::string_view, 7> after = {"ms", "mm", "dir", "dirs", "ch", "hz", "deg"};
  constexpr std::size_t longest = 4;
  std::size_t from = begin;
  while (from > 0 && begin - from < longest && !is_word_border(text, from) &&
         !is_digit(text.letters[from - 1]))
    --from;
  std::size_t to = end;
  while (to < text.letters.size() && to - end < longest && !text.begins_word[to] &&
         !is_digit(text.letters[to]))
    ++to;
  const std::string_view letters(text.letters);
  return std::find(before.begin(), before.end(), letters.substr(from, begin - from)) !=
             before.end() ||
         std::find(after.begin(), after.end(), letters.substr(end, to - end)) != after.end();
}

} // namespace

KnownWords::KnownWords(const KnownValues &values, const Vocabulary &vocabulary)
    : vocabulary_(vocabulary) {
  for (const Needle &needle : needles_of(values, vocabulary)) {
    const std::uint32_t number = automaton_.add(needle.letters);
    if (number >= rules_.size()) rules_.resize(number + 1);
    const bool is_number = std::all_of(needle.letters.begin(), needle.letters.end(), is_digit);
    rules_[number].push_back({static_cast<std::uint32_t>(needle.letters.size()), needle.fit,
                              needle.is_of_person, is_number});
    constexpr std::size_t shortest_number = 4;
    const bool is_year = needle.fit == Fit::word, is_day_apart = needle.fit == Fit::apart;
    if (is_number && needle.letters.size() >= shortest_number && !is_year && !is_day_apart)
      numbers_.insert(needle.letters);
  }
  automaton_.finish();
}

bool KnownWords::is_number_known(std::string_view digits) const {
  if (numbers_.contains(digits)) return true;
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return numbers_.contains(digits);
}

bool KnownWords::is_in_vocabulary_word(const NormalText &text, std::size_t begin,
                                       std::size_t end) const {
  constexpr std::size_t longest_word = 40;
  std::size_t from = begin, to = end;
  while (!is_border(text, from) && begin - from < longest_word)
    --from;
  while (!is_border(text, to) && to - end < longest_word)
    ++to;
  return (from < begin || to > end) &&
         vocabulary_.has(std::string_view(text.letters).substr(from, to - from));
}

bool KnownWords::fits(const Rule &rule, const NormalText &text, std::size_t begin,
                      std::size_t end) const {
  const std::size_t gaps = gaps_in(text, begin, end), length = end - begin;
  const bool fills_words = is_word_border(text, begin) && is_word_border(text, end);
  const bool is_number_alone = is_number_border(text, begin) && is_number_border(text, end);
  switch (rule.fit) {
  case Fit::anywhere: {
    constexpr std::size_t long_number = 8, long_word = 7;
    if (rule.is_number && length < long_number)
      return gaps == 0 ? !is_part_of_fraction(text, begin, end) : is_number_alone;
    if (rule.is_number) return true;
    if (gaps > 0) return fills_words || (length >= long_word && !is_stray(text, begin, end));
    return !is_in_vocabulary_word(text, begin, end);
  }
  case Fit::at_border:
    if (gaps > 0) return fills_words;
    return (is_border(text, begin) || is_border(text, end)) &&
           !is_in_vocabulary_word(text, begin, end);
  case Fit::whole:
    return gaps > 0 ? fills_words : is_border(text, begin) && is_border(text, end);
  case Fit::word: {
    constexpr std::size_t least_apart = 4;
    return fills_words && (gaps == 0 || length >= least_apart);
  }
  case Fit::digits: {
    constexpr std::size_t long_number = 5;
    if (!is_number_alone) return false;
    if (!rule.is_number || length >= long_number) return true;
    if (gaps > 0) return gaps == 1 && fills_words && length == long_number - 1;
    return !is_parameter(text, begin, end);
  }
  case Fit::apart:
    return gaps == 2 && is_number_alone;
  }
  return false;
}

void KnownWords::search(std::string_view utf8, const NormalText &text, Of whose,
                        std::vector<Place> &to) const {
  automaton_.search(text.letters, [&](std::uint32_t needle, std::size_t end) {
    for (const Rule &rule : rules_[needle]) {
      if (whose == Of::person && !rule.is_of_person) continue;
      const std::size_t begin = end - rule.length;
      if (!fits(rule, text, begin, end)) continue;
      // Up to the next letter, or to the end of the last one's bytes.
      const std::size_t last = text.at[end - 1];
      const std::size_t next = end < text.at.size() ? text.at[end] : utf8.size();
      to.push_back({text.at[begin], std::max(last + 1, std::min(next, last + 4))});
      return;
    }
  });
}

std::vector<Place> KnownWords::places(std::string_view utf8, Of whose) const {
  std::vector<Place> found;
  const NormalText plain = normal_text(utf8, false);
  search(utf8, plain, whose, found);
  if (plain.has_marks) search(utf8, normal_text(utf8, true), whose, found);
  return found;
}

} // namespace curate::deid
