#pragma once

#include <libcurate/base/secret.hpp>
#include <libcurate/deid/vocabulary.hpp>
#include <libcurate/dicom/series.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace curate::deid {

/// The words that identify the person of a series, its site and its staff, in lower case ASCII:
/// parts of names, ids, dates in their usual spellings. Letters with marks are held as they are
/// typed without them ("müller" as "muller" and "mueller").
class Needles {
public:
  /// Whose words: the person's alone, or those of the site and its staff too.
  enum class Of { person, everybody };

  Needles(const dicom::LoadedSeries &series, const Vocabulary &vocabulary, Of whose);

  /// Whether a run of text holds one of them: within it where it has three characters or more and
  /// is no word of the vocabulary, else only as the whole of it.
  bool found_in(std::string_view text) const;

private:
  void add(std::string_view word, const Vocabulary &vocabulary);
  void add_words(std::string_view text, const Vocabulary &vocabulary, bool only_foreign);
  void add_date(std::string_view yyyymmdd);

  std::set<std::string, std::less<>> whole_;
  std::vector<std::string> inside_;
};

/// The text in lower case with the marks taken off Latin letters: "Ü" gives "u", or "ue" where
/// `as_digraph` is set. Other scripts stay as they are.
std::string without_marks(std::string_view utf8, bool as_digraph);

} // namespace curate::deid
