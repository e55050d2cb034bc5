#pragma once

#include <libcurate/legible/glyph_rows.hpp>
#include <libcurate/legible/ink.hpp>
#include <libcurate/legible/tesseract.hpp>
#include <span>
#include <vector>

namespace curate::legible {

/// A word as one view showed it; its box in pixels of the picture.
struct ReadWord {
  TextBox box;
  int letters = 0;       ///< letters and digits
  double confidence = 0; ///< Tesseract's, 0 to 100
  Ink ink;               ///< of the polarity that the view was made for
  bool is_bright = true; ///< that polarity
  int view = 0;          ///< views of one stretch count as one
};

/// How many letters and digits a UTF-8 text has.
int letters_in(std::string_view text);

/// What of it is text: words read surely, words that two views show at one place, rows whose shapes
/// are alike, and what stands beside these on their line: words, and shapes of a value of theirs.
std::vector<TextBox> text_among(std::span<const ReadWord> words, std::span<const GlyphRow> rows,
                                std::span<const Component> shapes);

/// Boxes that meet become one, until none do; sorted.
std::vector<TextBox> merged(std::vector<TextBox> boxes);

} // namespace curate::legible
