#pragma once

#include <cstdint>
#include <libcurate/deid/known_values.hpp>
#include <libcurate/deid/vocabulary.hpp>
#include <string>
#include <vector>

namespace curate::deid {

/// Where a needle counts as found.
enum class Fit : std::uint8_t {
  anywhere,  ///< in any run of letters and digits; across what parts them if it fills whole words
  at_border, ///< the same, where a word begins or ends with it, or letters meet digits
  whole,     ///< as a whole word, or as all letters between digits
  word,      ///< as a whole word only
  digits,    ///< where no further digit stands beside it
  apart      ///< the same, and only across what parts its numbers: "5.3.61"
};

/// Letters and digits, in lower case and without marks, by which somebody is known.
struct Needle {
  std::string letters;
  Fit fit = Fit::anywhere;
  bool is_of_person = false; ///< not only of the site, its staff or its devices

  auto operator<=>(const Needle &) const = default;
};

/// The spellings of known values: parts of names and pairs of them, ids whole and in parts, days as
/// numbers and with the months of five languages, telephone numbers, words of addresses and places.
/// Words of the vocabulary count where they are a person's name only. Sorted; at most some 8 MiB.
std::vector<Needle> needles_of(const KnownValues &values, const Vocabulary &vocabulary);

/// The needles of one day, YYYYMMDD; with the names of months where asked.
void add_day(std::string_view yyyymmdd, bool is_of_person, bool with_months,
             std::vector<Needle> &to);

} // namespace curate::deid
