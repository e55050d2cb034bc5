#pragma once

#include <libcurate/deid/clean_text.hpp>
#include <libcurate/deid/known_words.hpp>
#include <libcurate/deid/vocabulary.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace curate::deid {

/// The only maker of CleanText. Knows the values that identify one person. Remembers what became of
/// some thousand texts, so each thread needs its own: `twin` gives one.
class Scrubber {
public:
  /// `vocabulary` outlives it. Cost: some milliseconds for hundreds of values.
  Scrubber(const KnownValues &known, const Vocabulary &vocabulary);
  /// Another that knows the same; cheap.
  Scrubber twin() const;

  /// Of text that people type (protocol names, descriptions): the words of the vocabulary and short
  /// numbers, with what stood between them; everything else is dropped. Words that are names as
  /// well stay only beside what they go with. At most 64 characters.
  CleanText free_text(std::string_view utf8) const;
  /// Of text that a machine writes (model, software version, sequence): the whole, where it fits a
  /// narrow set of characters, has at most `longest` of them and holds no identity, common name,
  /// date, address, number of a person or UID; else nothing.
  CleanText technical(std::string_view utf8, std::size_t longest = 64) const;
  /// The same, but with nothing in it that the field does not know: words of makers and of the
  /// vocabulary, abbreviations, versions (see `known_machine_text`); other parts go.
  CleanText machine_text(std::string_view utf8) const;
  /// The whole of a code that fits [A-Z0-9_ ]{1,16}, is a defined term or made of words of the
  /// vocabulary and short numbers, and holds no identity; else nothing.
  CleanText term(std::string_view utf8) const;
  /// What a profile keeps on purpose (institution, serial number): printable text in one line, at
  /// most 200 characters, unless it holds a value that identifies the person.
  CleanText retained(std::string_view utf8) const;

  /// Whether a text holds a value by which the person, the site or its staff is known.
  bool holds_known(std::string_view utf8) const;
  /// Whether one value of a decimal or integer string is a number that tells nobody: it reads as a
  /// number, has fewer than eight digits before the point, and is no id, day or telephone number of
  /// the person.
  bool is_plain_number(std::string_view value) const;

private:
  Scrubber(std::shared_ptr<const KnownWords> known, const Vocabulary &vocabulary);
  std::string scrubbed(std::string_view utf8) const;
  bool passes(std::string_view word) const;
  bool is_technical(std::string_view text) const;
  bool is_term(std::string_view text) const;
  /// `made()`, or what it gave for this text before.
  template <typename Make> CleanText remembered(char kind, std::string_view text, Make made) const;

  std::shared_ptr<const KnownWords> known_; ///< shared by twins, which only read it
  const Vocabulary *vocabulary_;
  mutable std::unordered_map<std::string, std::string> memory_;
};

} // namespace curate::deid
