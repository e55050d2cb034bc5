#include <libcurate/deid/names.hpp>
#include <libcurate/deid/phrase.hpp>

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>

namespace curate::deid {

namespace {

struct Ambiguous {
  std::string_view word, beside; ///< words with a space before and behind
};

constexpr std::string_view of_sequences = " t1 t2 t1w t2w pd tra trans cor sag ax axi axial "
                                          "sagittal coronal iso fs fat water vibe tse tfe "
                                          "in opp opposed inphase mrac pet caipi wb wholebody body "
                                          "abdomen pelvis liver dyn post km gd bh "
                                          "quick ";
constexpr std::string_view of_silence = " t1 pd iso zte ute petra silent mrac ac bone lung ";

constexpr std::array<Ambiguous, 10> all = {{
    {"dixon", of_sequences},
    {"ernst", " angle "},
    {"gabor", " grating gratings orientation filter patch patches task "},
    {"hariri", " task faces emotion emotional matching shapes "},
    {"lang", " task loc localizer verb naming fluency story stories "},
    {"petra", of_silence},
    {"simon", " task tasks effect trials game conflict "},
    {"sternberg", " task wm memory working "},
    {"tom", " task theory mind stories "},
    {"ute", of_silence},
}};

constexpr std::size_t shortest_name = 4;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_name(std::string_view lower, const Vocabulary &vocabulary) {
  return lower.size() >= shortest_name && is_common_name(lower) && !vocabulary.has(lower);
}

/// Of letters alone, in lower case.
bool letters_name_somebody(std::string_view run, const Vocabulary &vocabulary) {
  if (run.size() < shortest_name || vocabulary.has(run)) return false;
  if (is_name(run, vocabulary)) return true;
  constexpr std::size_t longest_run = 40;
  if (run.size() > longest_run) return false;
  for (std::size_t cut = 2; cut + 2 <= run.size(); ++cut) {
    const auto left = run.substr(0, cut), right = run.substr(cut);
    if (is_name(left, vocabulary) && vocabulary.is_made_of(right)) return true;
    if (is_name(right, vocabulary) && vocabulary.is_made_of(left)) return true;
  }
  return false;
}

} // namespace

bool names_somebody(std::string_view word, const Vocabulary &vocabulary) {
  for (std::size_t at = 0; at < word.size();) {
    std::size_t end = at;
    while (end < word.size() && is_letter(word[end]))
      ++end;
    const std::string_view run = word.substr(at, end - at);
    if (letters_name_somebody(base::lower(run), vocabulary)) return true;
    // "JohnSmith": a capital behind a small letter begins a word.
    for (std::size_t from = 0, i = 1; i <= run.size(); ++i) {
      if (i < run.size() && (!is_upper(run[i]) || is_upper(run[i - 1]))) continue;
      if (is_name(base::lower(run.substr(from, i - from)), vocabulary)) return true;
      from = i;
    }
    at = end + 1;
  }
  return false;
}

bool is_ambiguous(std::string_view word) {
  const std::string lower = base::lower(word);
  return std::any_of(all.begin(), all.end(),
                     [&](const Ambiguous &entry) { return entry.word == lower; });
}

bool goes_with(std::string_view ambiguous, std::string_view beside) {
  const std::string lower = base::lower(ambiguous);
  // "t1", "3d" and "2mm" as they stand, "run2" by its letters.
  std::string word = base::lower(beside), letters = word;
  std::erase_if(letters, [](char c) { return c >= '0' && c <= '9'; });
  const auto *entry = std::find_if(all.begin(), all.end(),
                                   [&](const Ambiguous &each) { return each.word == lower; });
  const auto lists = [&](const std::string &text) {
    return !text.empty() && entry->beside.find(" " + text + " ") != std::string_view::npos;
  };
  return entry != all.end() && (lists(word) || lists(letters));
}

} // namespace curate::deid
