#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/deid/known_values.hpp>
#include <string>
#include <string_view>

namespace curate::leaks {

/// What of a value a spelling is.
enum class Form : std::uint8_t {
  whole,     ///< as it stands
  part,      ///< one part of a name, one word of an address
  reordered, ///< the parts of a name in another order or with other separators
  joined,    ///< without separators, or without leading zeros
  without_marks,
  date ///< a date in another notation
};

/// How the letters of a spelling are written as bytes.
enum class Encoding : std::uint8_t {
  utf8,
  decomposed_utf8, ///< letter and mark apart, as macOS writes file names
  single_byte,     ///< Latin-1 and other sets of 256 letters
  double_byte,     ///< Shift-JIS, EUC, GB18030, Big5
  iso_2022,        ///< with escapes
  utf16,
  json_escapes,
  xml_escapes,
  url_escapes
};

/// What may not stand directly beside a spelling, so that a hit means something.
enum class Border : std::uint8_t {
  none,
  word,   ///< no letter, no digit
  digits, ///< not within a longer run of digits, nor within a number with a point; within a run of
          ///< 16 letters and digits or more (a digest) neither
  strict_digits, ///< as `word`, nor a separator with a digit behind it
  day,           ///< as `digits`, but hours, minutes and seconds may follow
  uid            ///< no digit; no point before it
};

/// What the bytes are that are searched.
enum class Reading : std::uint8_t {
  text,
  numbers, ///< text that holds numbers: digits alone count from eight on
  binary,  ///< spellings of fewer than eight characters count only within 16 printable bytes, or,
           ///< of five and more, between NULs
  object,  ///< the bytes of a DICOM data set without its pixels: as `binary`; besides, every
           ///< spelling in a run of text that stands between control characters, as values do, but
           ///< for fewer than eight digits in numbers and times of day
  voxels   ///< spellings of ten characters and more
};

/// "as it stands", "a part", ...
std::string_view name_of(Form form);
/// "utf-8", "utf-16", ...
std::string_view name_of(Encoding encoding);

/// One spelling of a value in one encoding. `bytes` have ASCII letters in lower case.
struct Needle {
  /// The shortest that can be searched; longer ones are cut at the longest, which tells as much.
  static constexpr std::size_t shortest_bytes = 4, longest_bytes = 64;

  std::string bytes;
  deid::Identifies what = deid::Identifies::id;
  Form form = Form::whole;
  Encoding encoding = Encoding::utf8;
  Border border = Border::none;
  std::uint8_t characters = 0; ///< letters; one of a script of ideographs or syllables counts two
  std::uint8_t unit_bytes = 1; ///< 2 in UTF-16
  bool is_high_byte_first = false;
  bool is_digits = false; ///< nothing but digits
};

} // namespace curate::leaks
