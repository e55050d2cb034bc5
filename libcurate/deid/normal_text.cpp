#include <libcurate/base/text.hpp>
#include <libcurate/deid/normal_text.hpp>

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

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

/// The letter with marks that a text begins with; null where it is none.
const Letter *marked_letter(std::string_view utf8) {
  const auto *found = std::find_if(letters.begin(), letters.end(), [&](const Letter &letter) {
    return utf8.starts_with(letter.marked);
  });
  return found == letters.end() ? nullptr : found;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || !is_ascii(c);
}

} // namespace

std::string without_marks(std::string_view utf8, bool as_digraph) {
  std::string out;
  while (!utf8.empty()) {
    const Letter *letter = is_ascii(utf8.front()) ? nullptr : marked_letter(utf8);
    if (letter == nullptr)
      out += utf8.front();
    else
      out += as_digraph ? letter->digraph : letter->plain;
    utf8.remove_prefix(letter == nullptr ? 1 : letter->marked.size());
  }
  return base::lower(out);
}

NormalText normal_text(std::string_view utf8, bool as_digraph) {
  NormalText text;
  text.letters.reserve(utf8.size());
  bool begins_word = true;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::string_view rest = utf8.substr(at);
    const Letter *letter = is_ascii(rest.front()) ? nullptr : marked_letter(rest);
    const std::string_view said = letter == nullptr ? rest.substr(0, 1)
                                  : as_digraph      ? letter->digraph
                                                    : letter->plain;
    text.has_marks |= letter != nullptr;
    for (char c : said) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      if (!is_word_character(c)) {
        begins_word = true;
        continue;
      }
      text.letters += c;
      text.at.push_back(static_cast<std::uint32_t>(at));
      text.begins_word.push_back(begins_word);
      text.begins_fraction.push_back(at >= 2 && utf8[at - 1] == '.' && is_digit(utf8[at - 2]));
      begins_word = false;
    }
    at += letter == nullptr ? 1 : letter->marked.size();
  }
  return text;
}

} // namespace curate::deid
