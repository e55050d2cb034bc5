#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/legible/picture.hpp>
#include <string_view>
#include <vector>

#include "tests/support/head.hpp"
#include "tests/support/random.hpp"
#include "tests/support/text_picture.hpp"

namespace curate::support {

/// Slices through a made head, as wide as high: four contrasts at three heights, 0 to some 1000.
inline std::vector<legible::GreyPicture> head_slices(int side_px) {
  std::vector<legible::GreyPicture> out;
  const Head head(Traits{3, 0, 1});
  const std::array<int, 3> size{side_px, side_px, 1};
  for (const Contrast contrast : {Contrast::t1w, Contrast::t2w, Contrast::flair, Contrast::bold})
    for (const double height_mm : {-40.0, 0.0, 40.0}) {
      Scan scan;
      scan.contrast = contrast;
      const double spacing_mm = 240.0 / side_px;
      const auto values = head.sample(
          scan, centred_grid(size, {spacing_mm, spacing_mm, 1}, {0, 0, height_mm}), size, 7);
      legible::GreyPicture slice{side_px, side_px, {}};
      for (const float value : values)
        slice.pixels.push_back(
            static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0F, 4095.0F))));
      // Row 0 is the back of the head: the last row of a picture.
      for (int row = 0; row < side_px / 2; ++row)
        std::swap_ranges(slice.pixels.begin() + static_cast<std::ptrdiff_t>(row) * side_px,
                         slice.pixels.begin() + static_cast<std::ptrdiff_t>(row + 1) * side_px,
                         slice.pixels.end() - static_cast<std::ptrdiff_t>(row + 1) * side_px);
      out.push_back(std::move(slice));
    }
  return out;
}

/// A picture with one line of text.
struct MadeLine {
  legible::GreyPicture picture;
  legible::TextBox ink;
  Lettering lettering;
};

/// Lines of 8 to 32 px at any place of the grounds, or on black, bright and brighter still than all
/// of them; where the ground is as bright as the text, another place is drawn.
inline std::vector<MadeLine> made_lines(std::vector<legible::GreyPicture> grounds, int count,
                                        std::uint64_t seed) {
  constexpr std::string_view texts[] = {"DOE^JANE",    "Smith, John",  "ID: 4711-0815",
                                        "12/03/1961",  "MUELLER A.",   "Nguyen Minh",
                                        "F 067Y 1957", "St. Mary Hosp"};
  constexpr int heights_px[] = {8, 9, 10, 12, 14, 16, 20, 24, 32};
  constexpr double levels[] = {0.8, 1.0, 1.5};
  const legible::GreyPicture black{grounds[0].columns, grounds[0].rows,
                                   std::vector<std::uint16_t>(grounds[0].pixels.size(), 0)};
  grounds.insert(grounds.end(), grounds.size() / 3, black);
  Random random(seed);
  const auto one_of = [&](std::size_t choices) {
    return static_cast<std::size_t>(random.uniform() * static_cast<double>(choices));
  };
  std::vector<MadeLine> out;
  while (std::ssize(out) < count) {
    MadeLine line{grounds[one_of(grounds.size())], {}, {}};
    const double brightest = std::max<double>(1000, *std::ranges::max_element(line.picture.pixels));
    line.lettering.height_px = heights_px[one_of(std::size(heights_px))];
    line.lettering.value = static_cast<std::uint16_t>(brightest * levels[one_of(3)]);
    line.lettering.is_smooth = random.uniform() < 0.5;
    line.lettering.is_bold = random.uniform() < 0.25;
    const std::string_view text = texts[one_of(std::size(texts))];
    const auto extent = text_extent(text, 0, 0, line.lettering);
    const int left = static_cast<int>(random.uniform() * (line.picture.columns - extent.width()));
    const int top = static_cast<int>(random.uniform() * (line.picture.rows - extent.height()));
    if (left < 0 || top < 0 || extent.width() > line.picture.columns) continue;
    double mean = 0;
    for (int row = top; row < top + extent.height(); ++row)
      for (int column = left; column < left + extent.width(); ++column)
        mean += line.picture.at(column, row);
    mean /= extent.width() * extent.height();
    if (line.lettering.value - mean < 0.4 * brightest) continue;
    line.ink = draw_text(line.picture, text, left, top, line.lettering);
    out.push_back(std::move(line));
  }
  return out;
}

/// The share of the line's ink, of its full value, that lies in the boxes with the margin that is
/// blanked around them.
inline double share_covered(const MadeLine &line, const std::vector<legible::TextBox> &boxes) {
  int ink = 0, covered = 0;
  for (int row = line.ink.top; row < line.ink.bottom; ++row)
    for (int column = line.ink.left; column < line.ink.right; ++column) {
      if (line.picture.at(column, row) != line.lettering.value) continue;
      ++ink;
      covered += std::ranges::any_of(boxes,
                                     [&](const legible::TextBox &box) {
                                       const int across = std::max(2, (box.height() + 1) / 2),
                                                 down = std::max(2, box.height() / 4);
                                       return column >= box.left - across &&
                                              column < box.right + across &&
                                              row >= box.top - down && row < box.bottom + down;
                                     })
                     ? 1
                     : 0;
    }
  return ink == 0 ? 0 : static_cast<double>(covered) / ink;
}

} // namespace curate::support
