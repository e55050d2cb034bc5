#include "libcurate/legible/glyph_rows.hpp"

#include <gtest/gtest.h>

#include "tests/support/random.hpp"
#include "tests/support/text_picture.hpp"

namespace curate::legible {
namespace {

GreyPicture noise(int columns, int rows, unsigned most) {
  support::Random random(6);
  GreyPicture out{columns, rows, {}};
  for (int i = 0; i < columns * rows; ++i)
    out.pixels.push_back(static_cast<std::uint16_t>(random.next() % most));
  return out;
}

TEST(components_of, joins_equal_neighbours_even_at_corners) {
  const GreyPicture picture{4,
                            3,
                            {5, 0, 0, 5, //
                             0, 5, 0, 5, //
                             0, 0, 0, 5}};
  const auto all = components_of(picture, 1);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].box, (TextBox{0, 0, 2, 2}));
  EXPECT_EQ(all[0].area, 2);
  EXPECT_EQ(all[0].value, 5);
  EXPECT_EQ(all[0].contrast(), 5);
  EXPECT_EQ(all[1].area, 7);
  EXPECT_EQ(all[2].box, (TextBox{3, 0, 4, 3}));
  EXPECT_EQ(components_of(picture, 3).size(), 2U);
  EXPECT_TRUE(components_of({}, 1).empty());
}

TEST(components_of, follows_shapes_that_meet_late) {
  // A comb: its teeth meet in the last row only.
  const GreyPicture picture{5,
                            3,
                            {1, 0, 1, 0, 1, //
                             1, 0, 1, 0, 1, //
                             1, 1, 1, 1, 1}};
  const auto all = components_of(picture, 1);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].area, 11);
  EXPECT_EQ(all[0].box, (TextBox{0, 0, 5, 3}));
}

TEST(glyph_rows, finds_a_line_in_noise) {
  GreyPicture picture = noise(200, 60, 400);
  const TextBox ink = support::draw_text(picture, "DOEJANE", 30, 20, {12, 2000, false, false});
  const auto rows = glyph_rows(letter_shapes(picture));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].box, ink);
  EXPECT_EQ(rows[0].glyphs, 7);
  EXPECT_EQ(rows[0].likeness, 1);
}

TEST(glyph_rows, keeps_lines_apart) {
  GreyPicture picture = noise(200, 80, 400);
  support::draw_text(picture, "HEIDI", 10, 10, {12, 2000, false, false});
  support::draw_text(picture, "MUELLER", 10, 40, {12, 2000, false, false});
  support::draw_text(picture, "1961", 120, 10, {12, 1500, false, false});
  EXPECT_EQ(glyph_rows(letter_shapes(picture)).size(), 3U);
}

TEST(glyph_rows, sees_none_in_noise) {
  EXPECT_TRUE(glyph_rows(letter_shapes(noise(256, 256, 4000))).empty());
  EXPECT_TRUE(glyph_rows(letter_shapes({})).empty());
}

TEST(raised_shapes, finds_soft_letters_over_a_slope) {
  GreyPicture picture{240, 60, {}};
  for (int row = 0; row < 60; ++row)
    for (int column = 0; column < 240; ++column)
      picture.pixels.push_back(static_cast<std::uint16_t>(4 * column));
  support::draw_text(picture, "DOEJANE", 20, 20, {14, 2500, true, false});
  const auto rows = glyph_rows(raised_shapes(picture, true, 0.35));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].glyphs, 7);
}

} // namespace
} // namespace curate::legible
