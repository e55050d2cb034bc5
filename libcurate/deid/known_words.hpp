#pragma once

#include <cstdint>
#include <libcurate/deid/automaton.hpp>
#include <libcurate/deid/needle.hpp>
#include <libcurate/deid/normal_text.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace curate::deid {

/// A part of a text, in bytes; the end is behind it.
struct Place {
  std::size_t begin = 0, end = 0;
};

/// Finds the values by which one person is known in text, however they are spelled: names in parts
/// and any order, with and without marks; ids with and without what parts them; days in the usual
/// spellings. Words of the vocabulary hide no name. Cost: linear in the text.
class KnownWords {
public:
  /// Whose words: the person's alone, or those of the site, its staff and devices too.
  enum class Of : std::uint8_t { person, everybody };

  /// `vocabulary` outlives it.
  KnownWords(const KnownValues &values, const Vocabulary &vocabulary);

  /// The places of the values; of one letter with marks, the whole. In no order.
  std::vector<Place> places(std::string_view utf8, Of whose) const;
  bool found_in(std::string_view utf8, Of whose) const { return !places(utf8, whose).empty(); }
  /// Whether a number of four digits and more is one of the person's, leading zeros or not.
  bool is_number_known(std::string_view digits) const;

private:
  struct Rule {
    std::uint32_t length;
    Fit fit;
    bool is_of_person, is_number;
  };

  void search(std::string_view utf8, const NormalText &text, Of whose,
              std::vector<Place> &to) const;
  bool fits(const Rule &rule, const NormalText &text, std::size_t begin, std::size_t end) const;
  bool is_in_vocabulary_word(const NormalText &text, std::size_t begin, std::size_t end) const;

  const Vocabulary &vocabulary_;
  Automaton automaton_;
  std::vector<std::vector<Rule>> rules_; ///< by needle
  std::set<std::string, std::less<>> numbers_;
};

} // namespace curate::deid
