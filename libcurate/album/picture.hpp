#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace curate::album {

/// A small picture to be looked at: rows from the top, 0 black to 254 white; `mark` is a colour.
struct Picture {
  static constexpr std::uint8_t mark = 255;
  int width = 0, height = 0;
  std::vector<std::uint8_t> pixels;
  std::string caption;
};

/// The picture as a PNG file, eight bits to a pixel, with a palette of greys and the colour of
/// marks. Source: PNG specification (W3C, 2003).
std::string png(const Picture &picture);

} // namespace curate::album
