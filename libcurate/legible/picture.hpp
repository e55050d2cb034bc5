#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace curate::legible {

/// A picture in grey: rows from the top, columns from the left; what the values mean is open.
struct GreyPicture {
  int columns = 0, rows = 0;
  std::vector<std::uint16_t> pixels; ///< columns * rows

  std::uint16_t at(int column, int row) const {
    return pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                  static_cast<std::size_t>(column)];
  }
};

/// A rectangle of pixels: left and top are inside, right and bottom just outside.
struct TextBox {
  int left = 0, top = 0, right = 0, bottom = 0;

  bool operator==(const TextBox &) const = default;
  auto operator<=>(const TextBox &) const = default;
  int width() const { return right - left; }
  int height() const { return bottom - top; }
};

} // namespace curate::legible
