#pragma once

#include <initializer_list>
#include <libcurate/deid/clean_series.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::bids {

/// The words of a series' texts, for asking whether one of ours occurs; theirs cannot be taken out.
/// Only the first 1,000 bytes of each text are looked at. Letters match without case and without
/// accents ("é" is "e", "ß" is "ss"); whatever is no letter, digit, "+" or "*" parts words.
///
/// What is asked for is spelled the same way: lower case, words parted by one blank. A blank at its
/// begin or end asks for the begin or end of a word; a blank within it also matches where the text
/// runs the words together ("dark fluid": "dark_fluid", "DarkFluid").
class Words {
public:
  explicit Words(const Secret<deid::NamingTexts> &texts);

  /// The first of these that occurs in protocol name, series description or sequence name.
  std::optional<std::string_view> find(std::initializer_list<std::string_view> parts) const;
  /// The first of these that stands alone, as a word.
  std::optional<std::string_view> find_word(std::initializer_list<std::string_view> words) const;
  /// The first of these that occurs in the sequence name, spelled as the scanner spells it but in
  /// lower case.
  std::optional<std::string_view>
  find_in_sequence(std::initializer_list<std::string_view> parts) const;
  /// The first of these that is a value of Image Type, in lower case.
  std::optional<std::string_view>
  find_in_image_type(std::initializer_list<std::string_view> values) const;
  /// The number that follows one of these words, up to 99: "station 2", "chunk3".
  std::optional<int> number_after(std::initializer_list<std::string_view> words) const;

  bool has(std::initializer_list<std::string_view> parts) const { return find(parts).has_value(); }
  bool has_word(std::initializer_list<std::string_view> words) const {
    return find_word(words).has_value();
  }
  bool sequence_has(std::initializer_list<std::string_view> parts) const {
    return find_in_sequence(parts).has_value();
  }
  bool image_type_has(std::initializer_list<std::string_view> values) const {
    return find_in_image_type(values).has_value();
  }

private:
  std::string text_;   ///< words parted by one blank, lines by "\n", a blank at each end of a line
  std::string joined_; ///< the same without blanks
  std::string sequence_;
  std::vector<std::string> words_, image_type_;
};

/// A text as Words sees it: lower case without accents, words parted by one blank.
std::string plain_words(std::string_view utf8);

} // namespace curate::bids
