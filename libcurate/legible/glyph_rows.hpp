#pragma once

#include <libcurate/legible/components.hpp>
#include <vector>

namespace curate::legible {

/// A row of what may be letters.
struct GlyphRow {
  TextBox box;
  int glyphs = 0;
  double likeness = 0;    ///< how alike in height and place, as letters of one line are: 0 to 1
  bool is_raised = false; ///< of `raised_shapes`: tissue has such rows too
};

/// The shapes of one exact value that may be letters by their size, their thin strokes, and as
/// they stand apart from what is around them.
std::vector<Component> letter_shapes(const GreyPicture &picture);

/// The same of what is above (or below) its surroundings by more than `part` of the most that any
/// pixel is: letters with soft edges, or written over a ground that varies.
std::vector<Component> raised_shapes(const GreyPicture &picture, bool above, double part);

/// Rows of such shapes that stand side by side on one line, as machines write letters into
/// pictures. Three shapes at least. Not found: letters that touch, or whose edges blend until
/// nothing of one value is left.
std::vector<GlyphRow> glyph_rows(std::vector<Component> shapes);

} // namespace curate::legible
