#pragma once

#include <libcurate/deid/known_values.hpp>
#include <libcurate/deid/vocabulary.hpp>
#include <libcurate/leaks/needle.hpp>
#include <string>
#include <vector>

namespace curate::leaks {

/// One way to write a value, in UTF-8.
struct Spelling {
  std::string text;
  Form form = Form::whole;
  Border border = Border::none;
  bool is_wide = true; ///< worth searching in UTF-16 too

  auto operator<=>(const Spelling &) const = default;
};

/// Why a value gives no spelling.
enum class Unsearchable {
  no,
  too_short, ///< names below four letters, ids below four characters or five digits, free text
             ///< below ten letters, telephone numbers below six digits, UIDs below twelve
             ///< characters
  common,    ///< nothing but words that stand in everybody's files, or a standard's UID
  shifted    ///< a day before 1926, where shifted dates lie, or a date that stands for none
};

/// The ways in which a value may be written.
struct Spellings {
  std::vector<Spelling> all;
  Unsearchable why_none = Unsearchable::no;
};

/// Of names: every part of four letters (given names: six, or two ideographs) that is not common,
/// and, where no part is left, the parts in both orders with the usual separators. Of ids: as they
/// stand, without separators and leading zeros. Of dates: the usual notations, two-digit years only
/// with separators, months also by name in English and German. Of telephone numbers: their digits.
/// Of addresses and institutions: what stands between commas, and long words. Of free text: the
/// whole of a line in which two words of letters are not common (machines write names of sequences
/// and coils into private text), and of numbers of six digits beside one such word; dates and
/// e-mail addresses in it. Text with marks is also given without them, as "u" and "ue" for
/// "ü".
Spellings spellings_of(const deid::KnownValue &value, const deid::Vocabulary &vocabulary);

} // namespace curate::leaks
