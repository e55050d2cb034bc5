#pragma once

#include <libcurate/legible/components.hpp>
#include <span>
#include <vector>

namespace curate::legible {

/// A picture of 8 bits made from another for reading: its pixel (x, y) shows what lies at
/// (x, y) / scale. Text that was bright is dark here, on a bright ground.
struct View {
  int columns = 0, rows = 0;
  int scale = 1;
  std::vector<std::uint8_t> pixels;
};

/// Which differences are spread over the whole range of a view.
enum class Stretch {
  bright,     ///< all values, bright text in mind
  dark,       ///< all values, dark text in mind
  brightest,  ///< the upper fifth of the range: text over a bright ground
  above_near, ///< how far a pixel is above its surroundings: thin bright strokes
  below_near, ///< how far below them: thin dark strokes
};

/// How far each pixel is above (or below) what remains of a picture where thin strokes go.
GreyPicture away_from_near(const GreyPicture &picture, bool above);

/// Makes a view. Between pixels it goes over smoothly. The extreme thousandth of the pixels counts
/// as its neighbours do.
View view_of(const GreyPicture &picture, Stretch stretch, int scale);

/// The shapes alone, dark on a bright ground.
View view_of_shapes(const GreyPicture &picture, std::span<const Component> shapes, int scale);

/// Whether light and dark change so often that the view is noise: it cannot be read, and trying
/// would take minutes.
bool is_noise(const View &view);

} // namespace curate::legible
