#include <libcurate/bids/words.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>

namespace curate::bids {
namespace {

constexpr std::size_t longest = 1000;

std::string begin_of(const std::string &text) {
  return base::lower(text.substr(0, longest));
}

bool contains_any(const std::string &text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return text.find(part) != std::string::npos; });
}

bool is_any(const std::vector<std::string> &values, std::initializer_list<std::string_view> asked) {
  return std::ranges::any_of(asked, [&](std::string_view word) {
    return std::ranges::find(values, word) != values.end();
  });
}

} // namespace

Words::Words(const Secret<deid::NamingTexts> &texts) {
  const deid::NamingTexts &all = texts.reveal();
  sequence_ = begin_of(all.sequence_name);
  text_ = begin_of(all.protocol_name) + "\n" + begin_of(all.series_description) + "\n" + sequence_;
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

bool Words::has(std::initializer_list<std::string_view> parts) const {
  return contains_any(text_, parts);
}

bool Words::has_word(std::initializer_list<std::string_view> words) const {
  return is_any(words_, words);
}

bool Words::sequence_has(std::initializer_list<std::string_view> parts) const {
  return contains_any(sequence_, parts);
}

bool Words::image_type_has(std::initializer_list<std::string_view> values) const {
  return is_any(image_type_, values);
}

} // namespace curate::bids
