#include <libcurate/bids/words.hpp>

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <utility>

namespace curate::bids {
namespace {

constexpr std::size_t longest = 1000;

std::string begin_of(const std::string &text) {
  return base::lower(text.substr(0, longest));
}

/// The letters of Latin-1 from U+00C0 on, without accents; umlauts as their base letter.
constexpr std::array<std::string_view, 64> base_letters = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "y"};

/// Letters beyond ASCII that two bytes of UTF-8 spell, U+00C0 to U+00FF, as letters of ASCII.
std::string without_accents(std::string_view utf8) {
  std::string plain;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto next = i + 1 < utf8.size() ? static_cast<unsigned char>(utf8[i + 1]) : 0U;
    if (static_cast<unsigned char>(utf8[i]) == 0xC3 && next >= 0x80 && next < 0xC0) {
      plain += base_letters.at(next - 0x80);
      ++i;
    } else {
      plain += utf8[i];
    }
  }
  return plain;
}

bool is_word_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '*';
}

std::string without_blanks(std::string_view text) {
  std::string joined(text);
  std::erase(joined, ' ');
  return joined;
}

bool is_any(const std::vector<std::string> &values, std::string_view word) {
  return std::ranges::find(values, word) != values.end();
}

} // namespace

std::string plain_words(std::string_view utf8) {
  std::string words = " ";
  for (const char c : base::lower(without_accents(utf8.substr(0, longest)))) {
    if (is_word_part(c))
      words += c;
    else if (words.back() != ' ')
      words += ' ';
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

Words::Words(const Secret<deid::NamingTexts> &texts) {
  const deid::NamingTexts &all = texts.reveal();
  sequence_ = begin_of(all.sequence_name);
  text_ = plain_words(all.protocol_name) + "\n" + plain_words(all.series_description) + "\n" +
          plain_words(all.sequence_name);
  joined_ = without_blanks(text_);
  std::string word;
  for (const char c : text_ + "\n") {
    const bool is_part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_part) {
      word += c;
    } else if (!word.empty()) {
      words_.push_back(std::exchange(word, {}));
    }
  }
  for (const std::string &value : all.image_type)
    image_type_.push_back(begin_of(value));
}

std::optional<std::string_view> Words::find(std::initializer_list<std::string_view> parts) const {
  for (const std::string_view part : parts) {
    if (text_.find(part) != std::string::npos) return part;
    const bool has_inner_blank = part.find(' ', 1) < part.size() - 1;
    const bool asks_for_ends = part.front() == ' ' || part.back() == ' ';
    if (has_inner_blank && !asks_for_ends &&
        joined_.find(without_blanks(part)) != std::string::npos)
      return part;
  }
  return std::nullopt;
}

std::optional<std::string_view>
Words::find_word(std::initializer_list<std::string_view> words) const {
  for (const std::string_view word : words)
    if (is_any(words_, word)) return word;
  return std::nullopt;
}

std::optional<std::string_view>
Words::find_in_sequence(std::initializer_list<std::string_view> parts) const {
  for (const std::string_view part : parts)
    if (sequence_.find(part) != std::string::npos) return part;
  return std::nullopt;
}

std::optional<std::string_view>
Words::find_in_image_type(std::initializer_list<std::string_view> values) const {
  for (const std::string_view value : values)
    if (is_any(image_type_, value)) return value;
  return std::nullopt;
}

std::optional<int> Words::number_after(std::initializer_list<std::string_view> words) const {
  const auto number = [](std::string_view text) -> std::optional<int> {
    if (text.empty() || text.size() > 2) return std::nullopt;
    const auto value = base::to_integer(text);
    return value && *value > 0 ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
  };
  for (const std::string_view word : words)
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::string_view here = words_[i];
      if (!here.starts_with(word)) continue;
      if (const auto value = number(here.substr(word.size()))) return value;
      if (here == word && i + 1 < words_.size())
        if (const auto value = number(words_[i + 1])) return value;
    }
  return std::nullopt;
}

} // namespace curate::bids
