#pragma once

#include <cstdint>
#include <libcurate/legible/picture.hpp>
#include <string_view>

namespace curate::support {

/// How a line of text is drawn.
struct Lettering {
  int height_px = 14;      ///< of a capital letter
  std::uint16_t value = 0; ///< of a covered pixel
  bool is_smooth = false;  ///< edges blend with what lies below
  bool is_bold = false;
};

/// Where a line of text would be drawn, without drawing it.
legible::TextBox text_extent(std::string_view text, int left, int top, const Lettering &lettering);

/// Draws one line of ASCII letters, digits and the marks - ^ / . : , ( ) of a small font of our
/// own, 5 by 7 dots and 2 below for descenders; other characters are blanks. What lies outside the
/// picture is cut. Gives the box that holds the ink.
legible::TextBox draw_text(legible::GreyPicture &picture, std::string_view text, int left, int top,
                           const Lettering &lettering);

} // namespace curate::support
