#include <libcurate/base/error.hpp>
#include <libcurate/integrity/hmac.hpp>
#include <libcurate/release/labels.hpp>

#include <algorithm>

namespace curate::release {

namespace {

constexpr std::string_view prefix = "sub-";
// 32 letters and digits that nobody takes for each other; ten of them, as the study's own labels.
constexpr std::string_view alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
constexpr std::size_t label_length = 10;
constexpr std::size_t fewest_distinctive = 5;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_of_a_label(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// A run of letters and digits, and whether "sub-" stands before it.
struct Word {
  std::string_view text;
  std::size_t at;
  bool is_label;
};

template <typename See> void each_word(std::string_view text, See see) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_of_a_label(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_of_a_label(text[end]))
      ++end;
    const bool is_label = at >= prefix.size() &&
                          text.substr(at - prefix.size(), prefix.size()) == prefix &&
                          (at == prefix.size() || !is_of_a_label(text[at - prefix.size() - 1]));
    see(Word{text.substr(at, end - at), at, is_label});
    at = end;
  }
}

// Whether it is nothing else than a label, wherever it stands: "01" and "anna" may be.
bool is_distinctive(std::string_view label) {
  const auto digits = std::ranges::count_if(label, is_digit);
  return label.size() >= fewest_distinctive && digits > 0 && digits < std::ssize(label);
}

std::string label_for(const study::Key &key, const std::string &recipient,
                      const std::string &label) {
  const auto digest = integrity::hmac_sha256(
      key.reveal(), "recipient label" + std::string(1, '\0') + recipient + '\0' + label);
  std::string made;
  for (std::size_t i = 0; i < label_length; ++i)
    made += alphabet[std::to_integer<std::size_t>(digest[i] & std::byte{31})];
  return made;
}

} // namespace

Labels::Labels(const study::Key &key, const std::optional<std::string> &recipient,
               const std::set<std::string> &people, const std::set<std::string> &others) {
  for (const auto &label : people) {
    const auto made = recipient ? label_for(key, *recipient, label) : label;
    // Fifty bits: among a million people once in two thousand studies.
    if (!leaving_.insert(made).second)
      throw PolicyError("RELEASE-LABEL-TWICE",
                        "two people would have one label for this recipient: "
                        "give the recipient another name");
    released_[label] = made;
  }
  staying_.insert(others.begin(), others.end());
  staying_.insert(people.begin(), people.end());
  for (const auto &label : leaving_)
    staying_.erase(label);
}

std::string Labels::in(std::string_view text) const {
  std::string out;
  std::size_t done = 0;
  each_word(text, [&](const Word &word) {
    if (!word.is_label && !is_distinctive(word.text)) return;
    const auto found = released_.find(word.text);
    if (found == released_.end()) return;
    out += text.substr(done, word.at - done);
    out += found->second;
    done = word.at + word.text.size();
  });
  out += text.substr(done);
  return out;
}

bool Labels::names_others(std::string_view text) const {
  bool found = false;
  each_word(text, [&](const Word &word) {
    found = found || (word.is_label ? !leaving_.contains(word.text)
                                    : is_distinctive(word.text) && staying_.contains(word.text));
  });
  return found;
}

bool Labels::asks_for_others(std::string_view expression) const {
  bool asks = false, names = false;
  each_word(expression, [&](const Word &word) {
    asks = asks || word.text == "subject";
    names = names || staying_.contains(word.text);
  });
  return names_others(expression) || (asks && names);
}

bool Labels::names_anybody(std::string_view text) const {
  bool found = names_others(text);
  each_word(text, [&](const Word &word) {
    found = found || word.is_label || (is_distinctive(word.text) && leaving_.contains(word.text));
  });
  return found;
}

} // namespace curate::release
