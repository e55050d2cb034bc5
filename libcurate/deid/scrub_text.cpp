#include <libcurate/base/text.hpp>
#include <libcurate/deid/scrub_text.hpp>

#include <algorithm>
#include <re2/re2.h>

namespace curate::deid {

namespace {

// What identifies whoever it belongs to: matched in a time linear in the text.
constexpr const char *identifying[] = {
    R"([\w.+-]+@[\w-]+(\.[\w-]+)*)", // e-mail
    R"((https?://|www\.)\S+)",       // address on the web
    R"(\b[0-2](\.\d+){5,})",         // UID
    R"(\b(18|19|20)\d\d[-./_ ]?(0[1-9]|1[0-2])[-./_ ]?(0[1-9]|[12]\d|3[01])(\D|\b))", // year first
    R"(\b(0?[1-9]|[12]\d|3[01])[-./_ ](0?[1-9]|1[0-2])[-./_ ](18|19|20)?\d\d\b)",     // day first
    R"(\b(0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])[-/](18|19|20)?\d\d\b)",           // month first
    R"(\b(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(18|19|20)\d\d\b)",                      // 12031961
    R"((\+|\b00)\d[\d ()/-]{5,}\d)",                                                  // telephone
    R"(\d{7,})", // numbers of persons
};

const std::string &any_identifying() {
  static const std::string joined = [] {
    std::string all;
    for (const char *pattern : identifying)
      all += (all.empty() ? "(?i)(?:" : "|") + std::string("(?:") + pattern + ")";
    return all + ")";
  }();
  return joined;
}

const re2::RE2 &identifying_pattern() {
  static const re2::RE2 pattern(any_identifying());
  return pattern;
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

constexpr std::string_view plain_punctuation = " _+.,;:/*()=#-";

bool is_technical(char c) {
  // Siemens writes "%SiemensSeq%\gre"; several software versions are parted by a backslash.
  return is_alphanumeric(c) || c == '%' || c == '\\' || c == '[' || c == ']' ||
         plain_punctuation.find(c) != std::string_view::npos;
}

bool is_year(std::string_view number) {
  return number.size() == 4 && number >= "1880" && number <= "2099";
}

struct Token {
  std::string_view gap, word; ///< what stands before it, and itself
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
    tokens.push_back({text.substr(gap, word - gap), text.substr(word, at - word)});
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

// Free text may be megabytes in a hostile file; what is shown is short.
constexpr std::size_t longest_read = 1024;
constexpr std::size_t longest_free_text = 64;

} // namespace

Scrubber::Scrubber(const dicom::LoadedSeries &series, const Vocabulary &vocabulary)
    : needles_(series, vocabulary, Needles::Of::everybody),
      person_(series, vocabulary, Needles::Of::person), vocabulary_(vocabulary) {}

CleanText Scrubber::free_text(std::string_view utf8) const {
  std::string text(utf8.substr(0, longest_read));
  re2::RE2::GlobalReplace(&text, identifying_pattern(), " \x01 ");
  std::string out;
  bool is_after_kept = false, is_label_of_subject = false;
  for (const auto &[gap, word] : tokens_of(text)) {
    if (word.empty()) continue;
    const bool is_dropped = is_label_of_subject || is_year(word) || !vocabulary_.is_made_of(word) ||
                            needles_.found_in(word);
    // What follows "sub-" is somebody's label in another study.
    is_label_of_subject = base::lower(word) == "sub";
    if (is_dropped || is_label_of_subject) {
      is_after_kept = false;
      continue;
    }
    std::string part;
    if (!out.empty()) part = is_after_kept ? plain_gap(gap) : plain_gap(gap.substr(0, 1));
    part += word;
    if (out.size() + part.size() > longest_free_text) break;
    out += part;
    is_after_kept = true;
  }
  // Words that pass one by one may spell a value together: "12 34" of an id.
  return CleanText(needles_.found_in(out) ? std::string() : out);
}

CleanText Scrubber::technical(std::string_view utf8, std::size_t longest) const {
  const std::string text(base::trim(utf8.substr(0, longest + 1)));
  const bool passes =
      utf8.size() <= longest && std::all_of(text.begin(), text.end(), is_technical) &&
      !re2::RE2::PartialMatch(text, identifying_pattern()) && !needles_.found_in(text);
  return CleanText(passes ? text : std::string());
}

CleanText Scrubber::term(std::string_view utf8) const {
  const std::string_view text = base::trim(utf8);
  const bool passes =
      !text.empty() && text.size() <= 16 &&
      std::all_of(text.begin(), text.end(),
                  [](char c) {
                    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ' ';
                  }) &&
      !re2::RE2::PartialMatch(std::string(text), identifying_pattern()) && !needles_.found_in(text);
  return CleanText(passes ? std::string(text) : std::string());
}

CleanText Scrubber::retained(std::string_view utf8) const {
  const std::string_view text = base::trim(utf8);
  const bool passes = text.size() <= 200 && base::is_utf8(text) &&
                      std::none_of(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x20; }) &&
                      !person_.found_in(text);
  return CleanText(passes ? std::string(text) : std::string());
}

} // namespace curate::deid
