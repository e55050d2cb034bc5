#pragma once

#include <libcurate/deid/clean_text.hpp>
#include <libcurate/deid/needles.hpp>
#include <libcurate/deid/vocabulary.hpp>
#include <string_view>

namespace curate::deid {

/// The only maker of CleanText. Knows the values that identify the person of one series.
class Scrubber {
public:
  Scrubber(const dicom::LoadedSeries &series, const Vocabulary &vocabulary);

  /// Of text that people type (protocol names, descriptions): the words of the vocabulary and short
  /// numbers, with what stood between them; everything else is dropped. At most 64 characters.
  CleanText free_text(std::string_view utf8) const;
  /// Of text that a machine writes (model, software version, sequence): the whole, where it fits a
  /// narrow set of characters, has at most `longest` of them and holds no identity, date, address,
  /// number of a person or UID; else nothing.
  CleanText technical(std::string_view utf8, std::size_t longest = 64) const;
  /// The whole of a code that fits [A-Z0-9_ ]{1,16} and holds no identity; else nothing.
  CleanText term(std::string_view utf8) const;
  /// What a profile keeps on purpose (institution, serial number): printable text in one line, at
  /// most 200 characters, unless it holds a value that identifies the person.
  CleanText retained(std::string_view utf8) const;

private:
  Needles needles_;
  Needles person_;
  const Vocabulary &vocabulary_; ///< outlives the scrubber
};

} // namespace curate::deid
